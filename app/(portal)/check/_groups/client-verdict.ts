import type { Tone } from '@/app/_ui/badge';
import type { GroupDetails } from '@/app/_visit/token-answer';
import type { ClientId } from '@/lib/gateway/contract';
import { list } from '../_parts/list';
import { theClient } from './clients';

/** Whether a program works with a group, why not where it does not, and what then. */
export interface VerdictWords {
  tone: Tone;
  short: string;
  sentence: string;
  /** A setting of the program with which it works. */
  setting: string | null;
  /** Others of the token's groups that serve this program. */
  others: readonly string[];
  /** Nothing of the token's own helps: whoever runs this deployment must. */
  needsHelp: boolean;
  /** What it sends and the models behind the group are not told. */
  leftOut: readonly string[];
}

export function judgeInWords(client: ClientId, group: GroupDetails, groups: readonly GroupDetails[]): VerdictWords {
  const { works, certain, lacks, degraded } = group.clients[client];
  const name = theClient(client);
  const leftOut = degraded.map(({ words }) => words);
  const base = { setting: null, others: [], needsHelp: false, leftOut };
  if (works && certain) return { ...base, tone: 'good', short: 'Works', sentence: `${name} works with this group.` };
  if (works) {
    const sentence = `${name} should work: nobody has declared everything that it needs of the models behind this group, so its requests are tried.`;
    return { ...base, tone: 'warn', short: 'Should work', sentence };
  }
  const setting = settingFor(client, group);
  const needs = list(lacks.map(({ words }) => words));
  if (setting !== null) {
    const sentence = `${name} asks for longer answers than this group has (${group.max_output_tokens?.toLocaleString('en')} tokens). With this setting it works:`;
    return { ...base, tone: 'warn', short: 'With a setting', sentence, setting };
  }
  const others = groups.filter(({ id, clients }) => id !== group.id && clients[client].works).map(({ id }) => id);
  const isOff = lacks.some((lack) => lack.name === 'enabled');
  const sentence = isOff
    ? `${name} does not work: every target of this group is switched off.`
    : `${name} does not work: it needs ${needs}, and nothing behind this group has ${lacks.length > 1 ? 'all of that' : 'that'}.`;
  return {
    ...base,
    tone: 'bad',
    short: 'Does not work',
    sentence,
    others,
    needsHelp: others.length === 0,
    leftOut: [],
  };
}

/** The program's own limit on answers, where that alone is in the way and the program has a setting for it. */
function settingFor(client: ClientId, { max_output_tokens, clients }: GroupDetails): string | null {
  const { lacks } = clients[client];
  const onlyLength = lacks.length === 1 && lacks[0]?.name === 'max_output_tokens';
  if (!onlyLength || max_output_tokens === null) return null;
  if (client === 'claude-code') return `export CLAUDE_CODE_MAX_OUTPUT_TOKENS=${max_output_tokens}`;
  return client === 'anthropic-sdk' ? `max_tokens: ${max_output_tokens}` : null;
}
