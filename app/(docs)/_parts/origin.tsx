import { requestOrigin } from '@/lib/docs/request-origin';

/** This deployment's origin, as the reader of this very page knows it. */
export async function Origin() {
  return await requestOrigin();
}

/** Its two halves, for programs that ask for them apart: `https`, */
export async function Scheme() {
  return (await requestOrigin()).split('://')[0];
}

/** and the host with its port. */
export async function Host() {
  return (await requestOrigin()).split('://')[1];
}

/** What an OpenAI client calls its base URL. */
export async function ApiBase() {
  return `${await requestOrigin()}/v1`;
}
