import { requestOrigin } from '@/lib/docs/request-origin';

/** This deployment's origin, as the reader of this very page knows it. */
export async function Origin() {
  return await requestOrigin();
}

/** What an OpenAI client calls its base URL. */
export async function ApiBase() {
  return `${await requestOrigin()}/v1`;
}
