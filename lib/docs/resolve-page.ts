import { catalogue, type FaultCode } from '../faults/catalogue';
import type { DocsPage } from './navigation';
import { readPages } from './read-pages';

/** What stands at an address under /docs: a page written by hand, or a fault's, made from the catalogue. */
export type ResolvedPage = { kind: 'written'; page: DocsPage } | { kind: 'fault'; code: FaultCode };

export async function resolvePage(slug: readonly string[]): Promise<ResolvedPage | null> {
  const written = slug.join('/');
  const page = (await readPages()).find((candidate) => candidate.slug === written);
  if (page) return { kind: 'written', page };
  const [folder, code, ...rest] = slug;
  return folder === 'errors' && code !== undefined && rest.length === 0 && isFaultCode(code)
    ? { kind: 'fault', code }
    : null;
}

function isFaultCode(code: string): code is FaultCode {
  return Object.hasOwn(catalogue, code);
}
