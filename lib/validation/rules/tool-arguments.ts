import type { FunctionTool, Tool, ToolCallPart } from '../../exchange/conversation';
import { type Failing, fails, type Judging, type Rule, readJson } from '../judging';
import { renderMismatch, shorten } from '../schema/check';
import { readCallersSchema } from '../schema/read-callers-schema';
import { judgeValue } from './json-schema';

/** Each call names a tool that was offered, and its arguments are JSON that matches that tool's schema. */
export const toolArguments: Rule = (judging) => {
  for (const call of judging.calls) {
    const failing = judgeCall(call, judging);
    if (failing) return failing;
  }
  return null;
};

function judgeCall(call: ToolCallPart, { asked, budget }: Judging): Failing | null {
  const name = JSON.stringify(shorten(call.name));
  const offered = asked.tools.find((tool) => isOf(tool, call));
  if (!offered) return fails(`The answer calls a tool ${name}, which the request does not offer.`);
  // A custom tool's input is free text; its grammar is its provider's to keep.
  if (offered.type !== 'function') return null;
  const value = readJson(call.input, budget);
  if (value === undefined) return fails(`The arguments of the call to ${name} are not JSON.`);
  return judgeArguments(offered, value, name, budget);
}

function judgeArguments(tool: FunctionTool, value: unknown, name: string, budget: Judging['budget']): Failing | null {
  if (tool.schema === null) return null;
  const reading = readCallersSchema(tool.schema, budget);
  if ('problem' in reading) return unreadableTool(tool.name, reading.sentence);
  const found = judgeValue(value, reading.check, budget);
  const words = found && renderMismatch(found, 'it');
  return words ? fails(`The arguments of the call to ${name} do not match its schema: ${words}.`) : null;
}

export function unreadableTool(name: string, sentence: string): Failing {
  const shown = JSON.stringify(shorten(name));
  return { reason: `The schema of the tool ${shown} cannot be judged by: ${sentence}.`, blame: 'request' };
}

/** Hosted tools are the provider's own: their calls are no parts of an answer. */
function isOf(tool: Tool, call: ToolCallPart): boolean {
  return (
    tool.type !== 'hosted' && tool.type === call.kind && tool.name === call.name && tool.namespace === call.namespace
  );
}
