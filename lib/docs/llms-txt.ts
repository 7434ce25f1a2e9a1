import { catalogue, faultCodes, faultPagePath } from '../faults/catalogue';
import { type DocsPage, sectionsOf } from './navigation';

/** https://llmstxt.org: what this deployment is and where each page stands as Markdown, for a program that looks for its way. */
export function llmsTxt(pages: readonly DocsPage[], origin: string): string {
  const entry = (page: DocsPage) => `- [${page.title}](${origin}${page.path}.md): ${page.description}`;
  const sections = sectionsOf(pages).map(({ title, index, pages: members }) => {
    const all = index ? [index, ...members] : members;
    return `## ${title || 'Docs'}\n\n${all.map(entry).join('\n')}`;
  });
  const faults = faultCodes.map((code) => {
    const { status, message } = catalogue[code];
    return `- [${status} ${code}](${origin}${faultPagePath(code)}.md): ${message}`;
  });
  return `# GenAI Smart Router

> One address and one token for every model of an organisation. OpenAI's Chat Completions and Responses and Anthropic's Messages are
> answered at ${origin}/v1, whatever provider stands behind a model group.

A caller sends a caller token (\`rtr_…\`) as \`Authorization: Bearer\` or \`x-api-key\`. \`GET ${origin}/v1/models\` lists the names that it may put in \`model\`.

${sections.join('\n\n')}

## Error codes

${faults.join('\n')}

## Optional

- [All of these in one](${origin}/llms-full.txt): every page after the other, the error codes included.
- [OpenAPI](${origin}/openapi.json): every address of the API, for programs.
`;
}
