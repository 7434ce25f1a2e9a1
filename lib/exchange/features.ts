/**
 * Everything a request can ask for that some dialect cannot say, each with the words of its row in the compatibility
 * table. What every dialect says alike (plain text, turns) is no feature.
 */
export const features = {
  'mid-instructions': 'system or developer messages after the first turn',
  'participant-names': 'names of participants (`name` on a message)',
  'image-base64': 'images in the request itself',
  'image-url': 'images by address',
  'image-detail': 'how closely an image is looked at',
  'image-in-tool-result': 'images in the result of a tool',
  'file-base64': 'PDF and other files in the request itself',
  'file-url': 'files by address',
  'file-text': 'plain text as a document',
  'file-in-tool-result': 'files in the result of a tool',
  'uploaded-file': 'files and images by the id of an upload',
  'audio-input': 'audio in the request',
  tools: 'function tools, their calls and results',
  'tool-schema-strict': 'tools whose arguments must match their schema (`strict`)',
  'tool-error': 'tool results marked as failed',
  'parallel-tool-calls': 'whether several tools may be called at once',
  'tool-choice': 'any of the tools, none, or one by its name',
  'tool-choice-allowed': 'a choice among some of the tools',
  'custom-tools': 'tools with free-text input',
  'namespace-tools': 'tools grouped in namespaces',
  'hosted-tools': 'tools that the provider runs, such as `web_search`',
  'optional-hosted-tools': 'tools that the provider runs, offered beside tools of the caller’s own and not demanded',
  'json-object': 'an answer that is any JSON object',
  'json-schema': 'an answer that matches a JSON schema',
  verbosity: 'how long an answer should be',
  'reasoning-effort': 'how hard the model thinks',
  'reasoning-budget': 'how many tokens it may think',
  'reasoning-summary': 'how much is told of its thinking',
  'reasoning-text': 'earlier thinking sent back as text',
  'reasoning-signature': 'earlier thinking sent back signed or in cipher',
  'refusal-history': 'earlier refusals sent back as such',
  temperature: 'temperature',
  'top-p': 'nucleus sampling',
  'top-k': 'the k likeliest tokens only',
  stop: 'stop sequences',
  seed: 'a seed',
  penalties: 'presence and frequency penalties',
  'logit-bias': 'a bias by token',
  logprobs: 'log probabilities of the answer’s tokens',
  'several-choices': 'more than one answer to a request (`n`)',
  prefill: 'the beginning of the answer, to be continued',
  'cache-marks': 'marks of what a prompt cache should keep (`cache_control`)',
  'cache-key': 'a key for the prompt cache',
  metadata: 'metadata kept beside a request',
  'end-user': 'who the caller acts for',
  'service-tier': 'a service tier',
  store: 'keeping the answer at the provider (`store`)',
  'stored-state': 'going on from what the provider has kept (`previous_response_id`)',
  citations: 'documents that the answer may cite',
  'foreign-content': 'content that only its own dialect knows',
  'other-fields': 'fields that only their own dialect knows',
} as const;

export type Feature = keyof typeof features;

/**
 * What becomes of a feature at a target. `carried`: said in the target's own words. `bridged`: said in other words, and exact
 * on the way back. `degraded`: left out without harm, and named in `x-router-degraded`. `refused`: the target is not eligible.
 */
export const carriages = ['carried', 'bridged', 'degraded', 'refused'] as const;
export type Carriage = (typeof carriages)[number];

export type FeatureTable = Readonly<Record<Feature, Carriage>>;
