/** The colours of code are the palette's own (app/_ui/tokens.css), so one page serves both schemes. */
const ink = (name: string) => `var(--code-${name})`;

export const codeTheme = {
  name: 'router',
  type: 'light' as const,
  fg: 'var(--ink)',
  bg: 'var(--code)',
  settings: [
    { scope: ['comment', 'punctuation.definition.comment'], settings: { foreground: ink('comment') } },
    {
      scope: ['keyword', 'storage', 'keyword.operator.new', 'keyword.control', 'constant.language'],
      settings: { foreground: ink('keyword') },
    },
    { scope: ['keyword.operator', 'punctuation'], settings: { foreground: 'var(--soft)' } },
    {
      scope: ['string', 'punctuation.definition.string', 'markup.inline.raw'],
      settings: { foreground: ink('string') },
    },
    { scope: ['constant.numeric', 'constant.character', 'constant.other'], settings: { foreground: ink('number') } },
    {
      scope: ['entity.name.function', 'support.function', 'entity.name.command', 'meta.function-call.generic'],
      settings: { foreground: ink('function') },
    },
    {
      scope: [
        'entity.name.tag',
        'support.type.property-name',
        'variable.other.normal.shell',
        'variable.other.assignment',
        'punctuation.definition.variable.shell',
        'entity.name.type',
        'support.class',
      ],
      settings: { foreground: ink('name') },
    },
  ],
};
