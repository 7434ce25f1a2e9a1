import { describe, expect, it } from 'vitest';
import { groupOf, lacking } from '../_testing/token-answer';
import { configurationOf } from './client-configuration';
import { judgeInWords } from './client-verdict';
import { clients } from './clients';
import { filterGroups } from './filter-groups';

const good = groupOf('good', { title: 'General work', aliases: ['claude-good'] });
const length = ['max_output_tokens', 'as many output tokens as the request asks for'] as const;
const bare = groupOf('bare', {
  can: { ...good.can, tools: false },
  clients: { ...good.clients, codex: lacking(['tools', 'tools']) },
});
const short = groupOf('short', {
  max_output_tokens: 16_384,
  clients: { ...good.clients, 'claude-code': lacking(length) },
});

describe('whether a program works with a group', () => {
  it('is said for certain, or as what is tried', () => {
    expect(judgeInWords('codex', good, [good])).toMatchObject({
      tone: 'good',
      sentence: 'Codex CLI works with this group.',
    });
    const unsaid = groupOf('unsaid', {
      clients: { ...good.clients, codex: { ...good.clients.codex, certain: false } },
    });
    expect(judgeInWords('codex', unsaid, [unsaid])).toMatchObject({ tone: 'warn', short: 'Should work' });
  });

  it('is said with what is missing, and which of the token’s own groups has it', () => {
    const words = judgeInWords('codex', bare, [bare, good, short]);
    expect(words).toMatchObject({ tone: 'bad', others: ['good', 'short'], needsHelp: false });
    expect(words.sentence).toContain('it needs tools');
    expect(judgeInWords('codex', bare, [bare])).toMatchObject({ others: [], needsHelp: true });
  });

  it('is said with the setting that mends it, where that is all', () => {
    expect(judgeInWords('claude-code', short, [short])).toMatchObject({
      tone: 'warn',
      setting: 'export CLAUDE_CODE_MAX_OUTPUT_TOKENS=16384',
    });
    const both = groupOf('both', {
      max_output_tokens: 16_384,
      clients: { ...good.clients, 'claude-code': lacking(length, ['tools', 'tools']) },
    });
    expect(judgeInWords('claude-code', both, [both])).toMatchObject({ tone: 'bad', setting: null });
  });

  it('is said with what is left out', () => {
    const degraded = [{ name: 'cache-marks', words: 'marks of what a prompt cache should keep' }];
    const group = groupOf('g', { clients: { ...good.clients, codex: { ...good.clients.codex, degraded } } });
    expect(judgeInWords('codex', group, [group]).leftOut).toEqual(['marks of what a prompt cache should keep']);
  });

  it('is said of a group that is switched off', () => {
    const off = groupOf('off', {
      clients: { ...good.clients, codex: lacking(['enabled', 'a target that is switched on']) },
    });
    expect(judgeInWords('codex', off, [off]).sentence).toContain('switched off');
  });
});

describe('the configuration of a program', () => {
  it.each(clients.map(({ id }) => id))(
    'of %s names this deployment and the group, and takes the token from outside',
    (id) => {
      const all = configurationOf(id, { origin: 'https://llm.example.com', group: short })
        .map(({ text }) => text)
        .join('\n');
      expect(all).toContain('https://llm.example.com');
      expect(all).toContain('short');
      expect(all).toContain('ROUTER_TOKEN');
      expect(all).not.toContain('rtr_');
    },
  );

  it('keeps Claude Code to the answers that the group has', () => {
    const text = (group: typeof short) =>
      configurationOf('claude-code', { origin: 'https://llm.example.com', group })[0]?.text ?? '';
    expect(text(short)).toContain('CLAUDE_CODE_MAX_OUTPUT_TOKENS=16384');
    expect(text(good)).not.toContain('CLAUDE_CODE_MAX_OUTPUT_TOKENS');
  });
});

describe('the filter of groups', () => {
  it.each([
    ['', ['good', 'bare', 'short']],
    ['GOO', ['good']],
    ['claude-good', ['good']],
    ['general', ['good']],
    ['tools', ['good', 'short']],
    ['codex reasoning', ['good', 'short']],
    ['nothing-such', []],
  ])('finds for “%s” %j', (wanted, found) =>
    expect(filterGroups([good, bare, short], wanted).map(({ id }) => id)).toEqual(found),
  );
});
