import { markdownPage } from '@/lib/docs/markdown-page';
import { pageSettings } from '@/lib/docs/page-settings';
import { requestOrigin } from '@/lib/docs/request-origin';
import { resolvePage } from '@/lib/docs/resolve-page';
import { textAnswer } from '@/lib/docs/text-answer';

interface Context {
  params: Promise<{ slug?: string[] }>;
}

/** `/docs/….md`, by the rewrite in next.config.mjs: a page as Markdown, with this deployment's own origin. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const resolved = await resolvePage((await params).slug ?? []);
  const origin = await requestOrigin();
  if (!resolved) return textAnswer(`There is no such page. ${origin}/llms.txt lists them all.\n`, 404);
  const { supportContact } = pageSettings();
  return textAnswer(markdownPage(resolved, { origin, supportContact }), 200, 'text/markdown');
}
