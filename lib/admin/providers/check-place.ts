import { judgeOrigin } from '../../egress/judge-origin';
import { createEgressRule } from '../../egress/rule';
import type { Runtime } from '../../runtime/runtime';
import { AdminRefusal } from '../admin-refusal';

/** An address that the guard would refuse is refused as soon as it is typed; what else is odd about it is said beside. */
export async function checkPlace(
  { settings }: Pick<Runtime, 'settings'>,
  baseUrl: string,
  hasKey: boolean,
): Promise<string[]> {
  const { refused, isUnresolved } = await judgeOrigin(createEgressRule(settings.allowPrivateUpstreams), baseUrl);
  if (refused !== null) throw new AdminRefusal('invalid', `base_url: ${explainRefusal(refused)}`);
  const { hostname, protocol } = new URL(baseUrl);
  const notices: string[] = [];
  if (isUnresolved) notices.push(`no address is known for ${hostname} here: is it right?`);
  if (protocol === 'http:' && hasKey) notices.push('the address is http: key and requests go there without encryption');
  return notices;
}

/** The rule's words, and the way out of them. */
export function explainRefusal(refused: string): string {
  return `${refused}. Whoever runs the server can name it there, or declare this provider in the configuration file`;
}
