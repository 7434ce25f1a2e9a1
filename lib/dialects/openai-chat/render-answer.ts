import type { ExchangeRequest } from '../../exchange/request';
import { applyEdits, findMembers } from '../json-members';
import { modelEdits } from './render-request';

/** The upstream's own bytes, but `model` is the name the caller asked for: what stands behind it is not theirs to see. */
export function renderAnswer(text: string, request: ExchangeRequest): string {
  return applyEdits(text, modelEdits({ text, members: findMembers(text) }, request.model));
}
