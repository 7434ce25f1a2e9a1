import type { Strategy } from '../routing/strategies';
import type { MockModel } from './mock/models';

export interface DemoGroup {
  id: string;
  title: string;
  /** For callers, on the Check my groups page. */
  description: string;
  aliases: readonly string[];
  strategy: Strategy;
  targets: readonly { model: MockModel; weight: number }[];
  /** May the demo's good token use it? */
  allowed: boolean;
  /** What it is there to show, in a line, while the mock answers. */
  story: string;
}

/** Each group lets one thing be met that a caller meets at work. */
export const demoGroups: readonly DemoGroup[] = [
  {
    id: 'default',
    title: 'General work',
    description: 'A sound first choice for questions, drafts and summaries. Takes tools, images and JSON schemas.',
    aliases: [],
    strategy: 'weighted',
    targets: [
      { model: 'steady', weight: 70 },
      { model: 'swift', weight: 30 },
    ],
    allowed: true,
    story: 'weighted over two models: steady answers 7 of 10, swift the others',
  },
  {
    id: 'fast',
    title: 'Quick answers',
    description: 'The shortest wait, for completions, classification and everything that is asked often.',
    aliases: [],
    strategy: 'failover',
    targets: [{ model: 'swift', weight: 1 }],
    allowed: true,
    story: 'one model, swift',
  },
  {
    id: 'coding',
    title: 'Code',
    description: 'For editors and coding agents: tools, long answers, and a second model should the first be away.',
    aliases: ['claude-sonnet-5-5'],
    strategy: 'failover',
    targets: [
      { model: 'steady', weight: 1 },
      { model: 'swift', weight: 1 },
    ],
    allowed: true,
    story: 'also answers to claude-sonnet-5-5, for tools that insist on such a name',
  },
  {
    id: 'vision',
    title: 'Images',
    description: 'Reads pictures, screenshots and scanned pages.',
    aliases: [],
    strategy: 'failover',
    targets: [{ model: 'steady', weight: 1 }],
    allowed: true,
    story: 'takes images',
  },
  {
    id: 'text-only',
    title: 'Plain text',
    description: 'Words in, words out. It takes neither tools nor images; the refusal names the groups that do.',
    aliases: [],
    strategy: 'failover',
    targets: [{ model: 'wordsmith', weight: 1 }],
    allowed: true,
    story: 'send tools or an image: 422 no-eligible-target, and which groups could',
  },
  {
    id: 'resilient',
    title: 'Answers even when a model is down',
    description: 'Its first model is always unavailable. You get an answer all the same, from the second.',
    aliases: [],
    strategy: 'failover',
    targets: [
      { model: 'broken', weight: 1 },
      { model: 'swift', weight: 1 },
    ],
    allowed: true,
    story: 'its first model always answers 503: the second one does the work',
  },
  {
    id: 'restricted',
    title: 'Not for everybody',
    description: 'Shown to all, used by those who were given it. Ask your administrator (in this demo: nobody has it).',
    aliases: [],
    strategy: 'failover',
    targets: [{ model: 'steady', weight: 1 }],
    allowed: false,
    story: 'not on the token’s list: 403 model-not-allowed, as any name that does not exist',
  },
];
