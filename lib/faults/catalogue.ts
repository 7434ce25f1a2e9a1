/**
 * The one catalogue of expected failures (design section 8): code → status, public words, may a client retry.
 *
 * A fault's page in the docs is `/docs/errors/<code>`. `retry` is what `x-should-retry` says unless the throw site
 * knows better (a lifetime limit, say): SDKs retry 408, 409, 429 and every 5xx on their own, so what a second try
 * cannot mend must say so.
 */
export interface CatalogueEntry {
  /** HTTP status of the answer. */
  status: number;
  /** Short name of the fault, as a page's title. */
  title: string;
  /** What a caller reads when the throw site has nothing more exact to say. */
  message: string;
  /** May the very same request succeed later? */
  retry: boolean;
  /** One paragraph of advice for whoever sent the request. */
  calling: string;
  /** One paragraph of advice for whoever runs this deployment. */
  running: string;
}

/** Of the codes that clients can be written for already, and that nothing answers yet. */

export const catalogue = {
  'invalid-request': {
    status: 400,
    title: 'Invalid request',
    message: 'The request body is not what this endpoint takes.',
    retry: false,
    calling:
      'The message says which part was wrong and what was expected; they may be the words of the provider that read the request. Mend the body and send it again; a retry of the same bytes gives the same answer.',
    running:
      'Nothing to do unless many callers meet it at once. Where it was a provider that refused, the log has the attempt.',
  },
  'missing-model': {
    status: 400,
    title: 'Missing model',
    message: 'The request names no model. Put the name of a model group in "model".',
    retry: false,
    calling: 'Ask GET /v1/models for the names your token may use and put one of them in "model".',
    running: 'There is no default model group: each request names its own.',
  },
  'unsupported-feature': {
    status: 400,
    title: 'Unsupported feature',
    message: 'This router cannot do what the request asks for.',
    retry: false,
    calling: 'The message names the feature. No model group of this deployment can carry it, so leave it out.',
    running: 'What no kind of target can do is refused here; what only this group cannot do is no-eligible-target.',
  },
  unauthorized: {
    status: 401,
    title: 'Unauthorized',
    message: 'A valid caller token is required: send it as "Authorization: Bearer <token>" or as "x-api-key".',
    retry: false,
    calling:
      'Send your caller token as "Authorization: Bearer <token>" or "x-api-key: <token>". When both headers are sent, Authorization is the one that counts. The answer is the same for a missing token and for an unknown one.',
    running: 'The token is not in the store. The Check my groups page tells its holder whether the copy is damaged.',
  },
  'model-not-allowed': {
    status: 403,
    title: 'Model not allowed',
    message: 'This token may not use that model group.',
    retry: false,
    calling:
      'The message lists the model groups your token has. The answer is the same whether the name exists or not, so check its spelling first, then ask your administrator for it.',
    running: "Add the group's id to the token's allow list.",
  },
  'token-disabled': {
    status: 403,
    title: 'Token disabled',
    message: 'This caller token is disabled.',
    retry: false,
    calling: 'Ask your administrator: the token, its caller or its project has been switched off.',
    running: 'A disabled caller or project disables every token it has. Set the status back to active to undo it.',
  },
  'token-suspended': {
    status: 403,
    title: 'Token suspended',
    message: 'This caller token is suspended.',
    retry: false,
    calling: 'Ask your administrator: the token, its caller or its project is suspended for now.',
    running: 'Set the status back to active when the reason is gone.',
  },
  'token-expired': {
    status: 403,
    title: 'Token expired',
    message: 'This caller token has expired.',
    retry: false,
    calling: 'Ask your administrator for a new token. GET /v1/token says when this one ended.',
    running: 'Give the token a later expires_at, or make a new one.',
  },
  'token-rotated': {
    status: 403,
    title: 'Token rotated',
    message: 'This caller token has been replaced by a newer one.',
    retry: false,
    calling: 'Use the newer token that replaced this one.',
    running: 'The token was rotated and its overlap has ended.',
  },
  'token-revoked': {
    status: 403,
    title: 'Token revoked',
    message: 'This caller token has been revoked.',
    retry: false,
    calling: 'Ask your administrator for a new token. A revoked token never comes back.',
    running: 'Revocation is for good. Make a new token for the caller.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    message: 'There is nothing at this address.',
    retry: false,
    calling: 'The message gives the right address. The API base is the origin of this deployment followed by /v1.',
    running: 'Most often a client was given a wrong base URL.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    message: 'This address does not take that method.',
    retry: false,
    calling: 'The Allow header and the message say which methods this address takes.',
    running: 'Nothing to do.',
  },
  'request-too-large': {
    status: 413,
    title: 'Request too large',
    message: 'The request body is larger than this deployment takes.',
    retry: false,
    calling: 'Send less: fewer or smaller images, or a shorter conversation. The message gives the limit.',
    running: 'The limit is ROUTER_MAX_BODY_BYTES.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    message: 'The request body must be JSON.',
    retry: false,
    calling: 'Send the body as JSON with "content-type: application/json", not compressed.',
    running: 'Nothing to do.',
  },
  'no-eligible-target': {
    status: 422,
    title: 'No eligible target',
    message: 'No target behind this model group can carry this request.',
    retry: false,
    calling:
      'The message says why. Where it lists what the request requires, it also lists which of your own groups could carry it: use one of those, or leave out what is required (tools, images, files, structured output, length). Where it says that the policy of the model group refuses the request, use another group or ask your administrator.',
    running:
      "Where a policy refused, the record of the request has the reason that it gave. Otherwise: declare the capability on the group's provider models if they have it, or add a target that does. Disabled targets do not count. usd_per_request is the group's ceiling and tier the token's: a model without a declared price or tier does not pass below one.",
  },
  'validation-failed': {
    status: 422,
    title: 'Validation failed',
    message: 'No target gave an answer that passes the rules of this model group.',
    retry: false,
    calling:
      'The model group holds its answers to rules, and no target gave one that keeps them. The message says which rule and why. Ask again in other words, allow a longer answer (max_tokens), or make the schema simpler.',
    running:
      'The story of the request names each target and how its answer failed. Where many fail, the rule is too strict for the models, or the models too small for it: on_failure: pass lets such an answer through with a warning.',
  },
  'requests-per-minute-limited': {
    status: 429,
    title: 'Requests per minute limited',
    message: 'Too many requests in a minute.',
    retry: true,
    calling:
      'Your token, its project or the model group has a limit on requests in any 60 seconds, and it is reached. Wait as long as Retry-After says; SDKs do that by themselves. x-ratelimit-remaining-requests says how many are left.',
    running: 'Whose limit it is stands in the message: requests_per_minute of the token, the project or the group.',
  },
  'tokens-per-minute-limited': {
    status: 429,
    title: 'Tokens per minute limited',
    message: 'Too many input or output tokens in a minute.',
    retry: true,
    calling:
      'Your token, its project or the model group has a limit on input or output tokens in any 60 seconds. A request counts by what it may come to at most until it has ended, so a smaller max_tokens takes less room. Wait as long as Retry-After says; where the request alone is larger than the limit, waiting does not help.',
    running:
      'Whose limit it is stands in the message: input_tokens_per_minute or output_tokens_per_minute. A request without max_tokens is counted with the longest answer that its model may give.',
  },
  'concurrency-limited': {
    status: 429,
    title: 'Concurrency limited',
    message: 'Too many requests at the same time.',
    retry: true,
    calling:
      'As many requests as your token, its project or the model group may have at the same time are under way. Let one of them end, or try again in a moment.',
    running:
      'Whose limit it is stands in the message: concurrency of the token, the project or the group. A place is free when its answer has ended or its caller has left.',
  },
  'quota-exhausted': {
    status: 429,
    title: 'Quota exhausted',
    message: 'The quota of requests or tokens is used up.',
    retry: true,
    calling:
      'The requests or tokens that your token, its project or the model group may use in a day, a month or at all are used up. The message says when they begin anew; what is used lifelong does not.',
    running:
      'The counters go by the usage records, and by what is reserved for requests under way: GET /v1/usage shows them to the holder.',
  },
  'budget-exhausted': {
    status: 429,
    title: 'Budget exhausted',
    message: 'The budget in US dollars is used up.',
    retry: true,
    calling:
      'The US dollars that your token, its project or the model group may spend in a day, a month or at all are spent, or reserved for requests under way. The message says when the budget begins anew. A smaller max_tokens reserves less.',
    running:
      'A request reserves what it may cost at most at the dearest of its targets, and is charged what it did cost. A model without a price costs nothing and is limited by no budget.',
  },
  internal: {
    status: 500,
    title: 'Internal error',
    message: 'Something went wrong inside the router.',
    retry: true,
    calling: 'Try again. If it stays, give your administrator the request id.',
    running: 'Search the log for the request id: the entry has the cause.',
  },
  'policy-failed': {
    status: 500,
    title: 'Policy failed',
    message: 'The routing policy of this model group failed.',
    retry: false,
    calling:
      'The policy that routes this model group failed, and says that a request then fails too. It is not the request: give your administrator the request id.',
    running:
      'The record of the request says how it failed: it threw, overran its deadline, returned nonsense, is suspended for overrunning again and again, or none of its versions is published. Mend it and publish, or roll back; on_error: fallback lets its fallback strategy take over instead.',
  },
  'upstream-failed': {
    status: 502,
    title: 'Upstream failed',
    message: 'No provider behind this model group gave a usable answer.',
    retry: true,
    calling: 'Try again, unless x-should-retry says false: then give your administrator the request id.',
    running:
      "Look at the request's attempts. When every target refuses the deployment's own credentials or model names, no retry will mend it.",
  },
  'upstream-rate-limited': {
    status: 503,
    title: 'Upstream rate limited',
    message: 'Every provider behind this model group is limiting requests.',
    retry: true,
    calling: 'Wait as long as Retry-After says and try again.',
    running:
      'Raise the limits at the provider, or add a target elsewhere. Where the message says that nothing was sent, every target is paused: its group’s page says until when, and can end it.',
  },
  'upstream-unavailable': {
    status: 503,
    title: 'Upstream unavailable',
    message: 'No provider behind this model group can be reached.',
    retry: true,
    calling:
      'Try again, as late as Retry-After says where it is sent. The providers are away or busy, or they are left alone for now because they failed or asked for it.',
    running:
      'Check the base URL, the network and the state of the providers. A target that failed five times in a row is left alone for some seconds, longer each time; one request a second sees whether it is back, unless it asked for its pause. The group’s page says why and until when, and can end it.',
  },
  overloaded: {
    status: 503,
    title: 'Overloaded',
    message: 'The router has as many requests in hand as it may hold.',
    retry: true,
    calling: 'Wait as long as Retry-After says, a second, and try again.',
    running:
      'Raise ROUTER_MAX_IN_FLIGHT or ROUTER_MAX_IN_FLIGHT_BYTES if memory allows, or add a replica. Where the message speaks of providers, raise the concurrency or the queue of theirs, or add a target elsewhere. Where it speaks of limits, Redis or the store is away: see ROUTER_LIMITS_WHEN_AWAY.',
  },
  'store-unavailable': {
    status: 503,
    title: 'Store unavailable',
    message: 'What was asked for is kept in the store, which cannot be reached right now.',
    retry: true,
    calling:
      'Only what is kept of earlier requests is away: usage and requests by their id. Model requests are answered as ever. Try again in a moment.',
    running: 'Look at the database. Usage stays in the data folder meanwhile and is written when the store is back.',
  },
  'upstream-timeout': {
    status: 504,
    title: 'Upstream timeout',
    message: 'No provider behind this model group answered in time.',
    retry: true,
    calling: 'Try again, or ask for a shorter answer.',
    running: "The deadlines are the provider's timeouts and the group's retry settings.",
  },
} as const satisfies Record<string, CatalogueEntry>;

/** A code of the catalogue, in kebab case. */
export type FaultCode = keyof typeof catalogue;

export const faultCodes = Object.keys(catalogue) as FaultCode[];

/** The docs page of a fault, as a path on this deployment. */
export function faultPagePath(code: FaultCode): string {
  return `/docs/errors/${code}`;
}
