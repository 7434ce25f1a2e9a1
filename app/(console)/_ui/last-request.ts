/** What “Last request” counts, wherever it stands: usage records, which are of requests for a model. */
export const lastRequestWords = 'The last request for a model. Asking which models there are does not count.';
