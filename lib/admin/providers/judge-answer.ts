import type { GuardedAnswer } from '../../egress/guarded-request';
import type { Place } from '../../providers/address';
import type { OfferedModel } from '../../providers/models-list';
import { upstreamCode, upstreamWords } from '../../providers/upstream-words';
import type { TryAnswer } from './rows';

/** What was asked for: the list, or the smallest answer of a model. */
export type Asked = { models: readonly OfferedModel[] | null; isOpen: boolean } | { model: string };

type Judged = Pick<TryAnswer, 'ok' | 'status' | 'found' | 'mend'>;

/** What an answer says of the place, in words for whoever set it up. Pure. */
export function judgeAnswer(answer: GuardedAnswer, place: Place, asked: Asked): Judged {
  const { status, text } = answer;
  const words = status >= 400 ? upstreamWords(place.dialect, text, place.apiKey) : null;
  const said = words === null ? '' : `: “${words}”`;
  const bad = (found: string, mend: string): Judged => ({ ok: false, status, found, mend });
  const code = status >= 400 ? upstreamCode(place.dialect, text) : null;
  if (status === 401 || status === 403 || code === 'API_KEY_INVALID') {
    return place.apiKey === null
      ? bad(`it asks for a key (${status})${said}`, 'Give it a key.')
      : bad(`it refuses the key (${status})${said}`, 'Is the key whole, of this provider, and still valid?');
  }
  if (status >= 500) return bad(`it answers ${status}${said}`, 'The provider itself has trouble: try again.');
  if (status === 429) return bad(`it answers 429, too many requests or no credit left${said}`, 'Look at its account.');
  if (status >= 300 && status < 400) {
    return bad(`it redirects (${status}), and the router follows no redirects`, 'Set the address to where it leads.');
  }
  return 'model' in asked ? judgeCall(status, asked.model, said, bad) : judgeList(answer, asked, place, bad);
}

function judgeCall(status: number, model: string, said: string, bad: (found: string, mend: string) => Judged): Judged {
  if (status < 300) return { ok: true, status, found: `it answers, and ${model} too`, mend: null };
  if (status === 404)
    return bad(`it answers, and does not know ${model} (404)${said}`, 'Is the address right, and the model’s name?');
  return bad(
    `it answers ${status} to the smallest request of ${model}${said}`,
    'Is the address right, and does it speak this dialect?',
  );
}

function judgeList(
  { status, isCut }: GuardedAnswer,
  { models, isOpen }: Extract<Asked, { isOpen: boolean }>,
  { apiKey }: Place,
  bad: (found: string, mend: string) => Judged,
): Judged {
  if (models === null) {
    const why = isCut
      ? 'its list of models is larger than is read'
      : `it lists no models at its address and /models (${status})`;
    return bad(
      `it answers, and ${why}`,
      'Is the address right? A place that lists none is asked for an answer instead, once a model of it is added by hand.',
    );
  }
  const count = `${models.length.toLocaleString('en')} ${models.length === 1 ? 'model' : 'models'}`;
  if (isOpen)
    return {
      ok: true,
      status,
      found: `it answers, and lists ${count} to everybody: a call will show whether it takes the key`,
      mend: null,
    };
  return {
    ok: true,
    status,
    found: `it answers${apiKey === null ? '' : ', takes the key'} and lists ${count}`,
    mend: null,
  };
}
