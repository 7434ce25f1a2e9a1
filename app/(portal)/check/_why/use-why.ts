import { type RefObject, useEffect, useRef, useState } from 'react';
import { type Answer, askRouter, type Question } from '@/app/_visit/ask-router';

/** What came of a question, with the question as its reader put it. */
export interface Found<Asked, Value> {
  asked: Asked;
  answer: Answer<Value>;
}

export interface Why<Asked, Value> {
  pending: boolean;
  found: Found<Asked, Value> | null;
  /** Where it is shown: it takes the focus as it comes, if it is shown then. */
  result: RefObject<HTMLDivElement | null>;
  ask: (asked: Asked, question: Question<Value>) => void;
  /** It is known already. */
  tell: (asked: Asked, value: Value) => void;
  clear: () => void;
}

/** One question at a time, and one answer: a new question, or something wrong with it, clears what came of the last. */
export function useWhy<Asked, Value>(token: string, round = 0): Why<Asked, Value> {
  const asking = useRef<AbortController>(null);
  const result = useRef<HTMLDivElement>(null);
  const [pending, setPending] = useState(false);
  const [kept, setKept] = useState<(Found<Asked, Value> & { round: number }) | null>(null);

  useEffect(() => {
    if (kept) result.current?.focus();
  }, [kept]);
  useEffect(() => () => asking.current?.abort(), []);

  /** However often a button or the return key is pressed. */
  async function ask(asked: Asked, question: Question<Value>) {
    if (pending) return;
    const controller = new AbortController();
    asking.current = controller;
    setPending(true);
    setKept(null);
    const answer = await askRouter(question, token, controller.signal);
    if (controller.signal.aborted) return;
    setPending(false);
    setKept({ asked, answer, round });
  }

  function put(found: Found<Asked, Value> | null) {
    asking.current?.abort();
    setPending(false);
    setKept(found && { ...found, round });
  }

  return {
    pending,
    // What was found before the token was checked again may not be so any more.
    found: kept?.round === round ? kept : null,
    result,
    ask,
    tell: (asked, value) => put({ asked, answer: { kind: 'answered', value, at: null } }),
    clear: () => put(null),
  };
}
