import { noHeaders, type RequestHeaders } from '../exchange/request';

/** The headers that are part of what a request means; no other header of a caller goes any further. */
export function requestHeaders(headers: Headers): RequestHeaders {
  const anthropicVersion = headers.get('anthropic-version');
  const betas = headers.get('anthropic-beta');
  if (anthropicVersion === null && betas === null) return noHeaders;
  return {
    anthropicVersion: anthropicVersion !== null && word.test(anthropicVersion) ? anthropicVersion : null,
    anthropicBetas: (betas ?? '')
      .split(',')
      .map((beta) => beta.trim())
      .filter((beta) => word.test(beta)),
  };
}

const word = /^[\w.-]{1,128}$/;
