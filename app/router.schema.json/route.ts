import { configurationJsonSchema } from '@/lib/docs/config-reference';

/** For editors, which read it from wherever `# yaml-language-server: $schema=…` says. */
export function GET(): Response {
  return Response.json(configurationJsonSchema(), {
    headers: { 'cache-control': 'no-store', 'access-control-allow-origin': '*' },
  });
}
