import type { Tone } from '@/app/_ui/badge';
import type { Health } from '@/lib/gateway/contract';

/** How what stands behind a group is, in two words and in a sentence. */
export const healthWords: Readonly<Record<Health, { tone: Tone; short: string; long: string }>> = {
  healthy: { tone: 'good', short: 'Healthy', long: 'Healthy: what was asked of it lately was answered.' },
  degraded: {
    tone: 'warn',
    short: 'Partly failing',
    long: 'Some of what stands behind it is failing now; the rest answers in its place.',
  },
  unhealthy: {
    tone: 'bad',
    short: 'Failing',
    long: 'Everything that stands behind it is failing now. Requests are tried all the same.',
  },
  unknown: { tone: 'neutral', short: 'Not asked lately', long: 'Nobody has asked it in the last minutes.' },
};
