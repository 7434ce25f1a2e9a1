import { type CatalogueEntry, catalogue, type FaultCode, faultCodes, faultPagePath } from '../faults/catalogue';
import { metricDefinitions } from '../metrics/definitions';
import { type CallerDialect, compatibilityTable, effortRows, quirkRows } from './compatibility';
import { configFields } from './config-reference';
import { endpoints } from './endpoints';
import { faultExamples } from './fault-examples';
import type { DocsPage } from './navigation';
import { policyType } from './policy-reference';
import type { ResolvedPage } from './resolve-page';
import { withoutTabs } from './samples';
import { type SettingDescription, settingsOf } from './settings';

/** What a page says of the deployment that serves it. */
export interface MarkdownContext {
  origin: string;
  supportContact: string | null;
}

/** A page of the docs as Markdown, for whoever reads it with a program: the origin filled in, links whole, tables written out. */
export function markdownPage(page: ResolvedPage, context: MarkdownContext): string {
  const text = page.kind === 'fault' ? faultPage(page.code, context.origin) : writtenPage(page.page, context);
  return text.replace(/\]\(\/(?!\/)/g, `](${context.origin}/`);
}

function writtenPage({ title, description, body }: DocsPage, context: MarkdownContext): string {
  const filled = withoutTabs(body)
    .replaceAll('{{origin}}', context.origin)
    .replaceAll('{{scheme}}', context.origin.split('://')[0] ?? '')
    .replaceAll('{{host}}', context.origin.split('://')[1] ?? '')
    .replaceAll('{{apiBase}}', `${context.origin}/v1`)
    .replaceAll('{{model}}', 'default')
    .replaceAll('{{token}}', 'your caller token')
    .replace(element, (_whole, name: string, attributes: string) => writeElement(name, attributes, context));
  return `# ${title}\n\n> ${description}\n\n${filled.trim()}\n`;
}

/** The components of pages stand alone on a line or in a sentence, and have no children. */
const element = /<([A-Z]\w*)((?:\s+\w+="[^"]*")*)\s*\/>/g;

function writeElement(name: string, attributes: string, { origin, supportContact }: MarkdownContext): string {
  switch (name) {
    case 'Origin':
      return origin;
    case 'ApiBase':
      return `${origin}/v1`;
    case 'FirstRequest':
    case 'TokenInPage':
      return '';
    case 'ContactLine':
      return supportContact ?? 'whoever gave you your token';
    case 'FaultIndex':
      return table(
        ['Status', 'Code', 'Retry?', 'Means'],
        faultCodes.map((code) => {
          const { status, retry, message } = catalogue[code];
          return [String(status), `[${code}](${faultPagePath(code)})`, retry ? 'yes' : 'no', message];
        }),
      );
    case 'SettingsTable':
      return settingRows(settingsOf(/of="([^"]*)"/.exec(attributes)?.[1] ?? ''));
    case 'ConfigFields':
      return table(
        ['Field', 'Takes', 'When left out', 'What it is'],
        configFields(/of="([^"]*)"/.exec(attributes)?.[1] ?? '').map(({ name, takes, leftOut, says }) => [
          `\`${name}\``,
          takes,
          leftOut,
          says,
        ]),
      );
    case 'CompatibilityTable':
      return featureRows(/caller="([^"]*)"/.exec(attributes)?.[1] as CallerDialect);
    case 'EffortTable':
      return table(
        ['Effort', 'Tokens'],
        effortRows.map(([effort, tokens]) => [effort, String(tokens)]),
      );
    case 'EndpointTable':
      return table(
        ['Address', 'What it is', 'The body needs', 'The query may say'],
        endpoints.map(({ method, path, summary, query, body, streams }) => [
          `\`${method.toUpperCase()} ${path}\``,
          streams ? `${summary}; streams when asked to` : summary,
          body?.required.join(', ') ?? '',
          Object.keys(query).join(', '),
        ]),
      );
    case 'MetricsTable':
      return table(
        ['Metric', 'Kind', 'Labels', 'What it is'],
        Object.values(metricDefinitions).map(({ name, type, labels, help }) => [
          `\`${name}\``,
          type,
          labels.join(', '),
          help,
        ]),
      );
    case 'PolicyFields':
      return policyRows(/of="([^"]*)"/.exec(attributes)?.[1] ?? '');
    case 'QuirkTable':
      return table(
        ['Quirk', 'The provider'],
        quirkRows.map(([quirk, words]) => [`\`${quirk}\``, words]),
      );
    default:
      throw new Error(`<${name} /> has no Markdown; write it in lib/docs/markdown-page.ts`);
  }
}

function settingRows(settings: Readonly<Record<string, SettingDescription>>): string {
  return table(
    ['Variable', 'Default', 'What it does'],
    Object.entries(settings).map(([name, { default: value, description, example }]) => [
      `\`${name}\``,
      value ?? 'none',
      example ? `${description} Example: \`${example}\`` : description,
    ]),
  );
}

function policyRows(name: string): string {
  const { says, fields, form } = policyType(name);
  const rows = fields.map(({ name: field, takes, isOptional, says: meaning }) => [
    `\`${field}\``,
    `\`${takes}\`${isOptional ? ', may be missing' : ''}`,
    meaning,
  ]);
  const parts = [says, form && `\`${form}\``, rows.length > 0 && table(['Field', 'Type', 'What it is'], rows)];
  return parts.filter(Boolean).join('\n\n');
}

function featureRows(caller: CallerDialect): string {
  const { targets, rows } = compatibilityTable(caller);
  return table(
    ['Feature', 'Means', ...targets],
    rows.map(({ feature, words, passages }) => [
      `\`${feature}\``,
      words,
      ...passages.map((passage) => (passage === 'degraded' ? 'left out' : passage)),
    ]),
  );
}

function faultPage(code: FaultCode, origin: string): string {
  const entry: CatalogueEntry = catalogue[code];
  const { openai, anthropic } = faultExamples(code, origin);
  return `# ${entry.title}

> ${entry.message}

Status ${entry.status}, code \`${code}\`. ${entry.retry ? 'The same request may succeed later.' : 'A retry does not help.'}

## If you are calling

${entry.calling}

## If you run this deployment

${entry.running}

## What the answer looks like

The headers carry the code in \`x-router-error\`, the request id in \`x-request-id\`, and \`x-should-retry: ${entry.retry}\`.

\`\`\`json title="In OpenAI’s shape"
${openai}
\`\`\`

\`\`\`json title="In Anthropic’s shape"
${anthropic}
\`\`\`

[Every fault code](/docs/errors) · [Check my groups](/check)
`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
