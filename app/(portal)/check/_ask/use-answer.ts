import { useEffect, useState } from 'react';
import { type Answer, askRouter, type Question } from '@/app/_visit/ask-router';

/**
 * Asks once for each token, question and round, and never twice at a time: null while the answer is on its way. What is asked
 * must be the same object from one rendering to the next.
 */
export function useAnswer<T>(question: Question<T>, token: string, round: number): Answer<T> | null {
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a reason to ask again
  useEffect(() => {
    const controller = new AbortController();
    setAnswer(null);
    askRouter(question, token, controller.signal).then((found) => {
      if (!controller.signal.aborted) setAnswer(found);
    });
    return () => controller.abort();
  }, [question, token, round]);
  return answer;
}
