import { createHash } from 'node:crypto';
import type { CompiledPolicy } from '../compiled-policy';

/** A policy from JavaScript as it would be compiled: for what no TypeScript would let pass, and a trial not either. */
export function rawPolicy(code: string): CompiledPolicy {
  return {
    digest: createHash('sha256').update(code).digest('hex'),
    code: `"use strict";\n${code}`,
    lines: [1, ...code.split('\n').map((_, line) => line + 1)],
    hasValidate: code.includes('exports.validate'),
  };
}

/** A policy whose `route` has this body. */
export function routePolicy(body: string): CompiledPolicy {
  return rawPolicy(`exports.route = (context) => { ${body} };`);
}
