import { download } from '../../../../_act/download';

/** The configuration as a file. */
export function GET(): Promise<Response> {
  const file = `router-${new Date().toISOString().slice(0, 10)}.yaml`;
  return download('configuration.export', {}, { file, type: 'application/yaml; charset=utf-8' });
}
