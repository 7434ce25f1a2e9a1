import type * as z from 'zod/mini';
import { FaultBody } from './token-answer';

/** What came of a question that only the token's holder may ask. */
export type Answer<T> =
  /** `at` is the server's own clock, epoch milliseconds; null where it does not say. */
  | { kind: 'answered'; value: T; at: number | null }
  | { kind: 'refused'; status: number; code: string; message: string; requestId: string | null }
  /** Something answered that is not this router, or an older one. */
  | { kind: 'wrong-server'; status: number; requestId: string | null }
  | { kind: 'unreachable'; timedOut: boolean };

export interface Question<T> {
  /** Relative, so that it goes to the page's own origin and nowhere else. */
  path: `/v1/${string}`;
  answers: z.ZodMiniType<T>;
  /** Sent with POST; a question without one is a GET. */
  body?: string;
}

const answerWithinMs = 15_000;

/** Asks this deployment. The token is in one header and nowhere else. */
export async function askRouter<T>(question: Question<T>, token: string, signal: AbortSignal): Promise<Answer<T>> {
  const { path, answers, body } = question;
  const deadline = AbortSignal.timeout(answerWithinMs);
  try {
    const response = await fetch(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.any([signal, deadline]),
    });
    return readAnswer(answers, response.status, response.headers, await response.text());
  } catch {
    return { kind: 'unreachable', timedOut: deadline.aborted };
  }
}

export function readAnswer<T>(answers: z.ZodMiniType<T>, status: number, headers: Headers, text: string): Answer<T> {
  const json = readJson(text);
  if (status === 200) {
    const read = answers.safeParse(json);
    if (read.success) return { kind: 'answered', value: read.data, at: Date.parse(headers.get('date') ?? '') || null };
  }
  const fault = FaultBody.safeParse(json);
  const requestId = headers.get('x-request-id');
  if (!fault.success) return { kind: 'wrong-server', status, requestId };
  const { code, message, request_id } = fault.data.error;
  return { kind: 'refused', status, code, message, requestId: request_id ?? requestId };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
