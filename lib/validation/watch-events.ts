import type { ExchangeEvent } from '../exchange/events';
import type { CompiledRule } from './compile-rules';
import { cutWords, isCut } from './rules/finished';
import type { Verdict } from './validate-answer';

/** A stream's events as they pass, for the rules that need not wait for its end: `non-empty` and `finished`. */
export interface EventWatch {
  step(event: ExchangeEvent): void;
  /** What can be told by now; after the last event, the verdict. */
  verdict(): Verdict;
}

export function watchEvents(rules: readonly CompiledRule[]): EventWatch {
  let says = false;
  let cut: string | null = null;
  return {
    step(event) {
      if (event.type === 'tool-call-start') says = true;
      else if (event.type === 'text-delta' || event.type === 'refusal-delta') says ||= event.text.trim() !== '';
      else if (event.type === 'finish') cut = isCut(event.reason) ? cutWords[event.reason] : null;
    },
    verdict() {
      for (const { name } of rules) {
        if (name === 'non-empty' && !says)
          return { ok: false, rule: name, reason: 'The answer is empty.', blame: 'answer' };
        if (name === 'finished' && cut !== null) return { ok: false, rule: name, reason: cut, blame: 'answer' };
      }
      return { ok: true };
    },
  };
}
