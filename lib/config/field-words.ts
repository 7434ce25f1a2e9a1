import { limitWords } from './limit-fields';

/** What the docs and the JSON Schema say of one field of the declared configuration. */
export interface FieldWords {
  /** One sentence, or two. */
  says: string;
  /** What it comes to when it is left out, where the JSON Schema has no default for it. */
  leftOut?: string;
}

/** Every object and every field by its path, in the schema's own order; a test compares the two. */
export const fieldWords: Readonly<Record<string, FieldWords>> = {
  version: { says: 'The form of the file. There is one so far.' },

  providers: { says: 'Places that serve models.', leftOut: 'none' },
  'providers.id': { says: 'The provider’s name inside the router.' },
  'providers.preset': {
    says: 'A well-known place that says dialect, address, way of showing the key and quirks. What is written beside it counts more.',
    leftOut: 'none',
  },
  'providers.dialect': { says: 'The wire language it speaks.', leftOut: 'the preset’s; required without one' },
  'providers.base_url': {
    says: 'Where the dialect’s own path begins, version included: /chat/completions, /responses, /messages or /models/… is added to it. It may end in a query.',
    leftOut: 'the preset’s; required without one, and with azure-openai and vllm',
  },
  'providers.api_key': {
    says: 'The provider’s key, by the name of the environment variable that holds it.',
    leftOut: 'called without a key, or with one that was typed into the console',
  },
  'providers.auth': {
    says: 'How the key is shown: in which header, in the query, or not at all.',
    leftOut: 'the preset’s, or the dialect’s own way',
  },
  'providers.headers': {
    says: 'More headers for every call. They are no place for secrets, and those that the router writes itself are refused.',
    leftOut: 'none',
  },
  'providers.quirks': { says: 'Where the place differs from its dialect.', leftOut: 'the preset’s' },
  'providers.betas': { says: 'Of a caller’s anthropic-beta values, those that are passed on.', leftOut: 'all' },
  'providers.timeouts': { says: 'How long to wait for it. The first two are not above the third.' },
  'providers.timeouts.first_byte_ms': { says: 'The longest wait for the answer to begin.', leftOut: '60000' },
  'providers.timeouts.idle_ms': { says: 'The longest silence within an answer.', leftOut: '120000' },
  'providers.timeouts.total_ms': { says: 'The longest an answer may take.', leftOut: '600000' },
  'providers.concurrency': {
    says: 'How many requests it is sent at once. What comes on top waits for a place, and goes on to the next target where it waits in vain.',
    leftOut: 'no limit',
  },
  'providers.queue': { says: 'How requests wait for a place. Without concurrency nobody waits.' },
  'providers.queue.requests': {
    says: 'How many may wait at once. 0 lets none wait: the next target is tried at once.',
    leftOut: '100',
  },
  'providers.queue.wait_ms': { says: 'The longest that one of them waits.', leftOut: '5000' },
  'providers.models': { says: 'What it serves.' },
  'providers.models.id': { says: 'The model’s name inside the router.' },
  'providers.models.upstream_model': { says: 'The name that the provider knows it by.', leftOut: 'the id' },
  'providers.models.capabilities': {
    says: 'What it can do. false rules it out for requests that need it; one that is left out is tried after those that declare it.',
  },
  'providers.models.capabilities.tools': { says: 'It calls tools.', leftOut: 'not declared' },
  'providers.models.capabilities.vision': {
    says: 'It sees images, and reads PDF and other files.',
    leftOut: 'not declared',
  },
  'providers.models.capabilities.structured_output': {
    says: 'It answers in JSON that matches a schema.',
    leftOut: 'not declared',
  },
  'providers.models.capabilities.reasoning': { says: 'It thinks before it answers.', leftOut: 'not declared' },
  'providers.models.capabilities.embeddings': { says: 'It makes embeddings.', leftOut: 'not declared' },
  'providers.models.context_tokens': {
    says: 'The size of its context window. A request that is surely longer does not go there.',
    leftOut: 'not checked',
  },
  'providers.models.max_output_tokens': {
    says: 'The longest answer it gives; context_tokens at most.',
    leftOut: 'not checked',
  },
  'providers.models.price': { says: 'What it costs, from the moment it is applied.', leftOut: 'its cost is not known' },
  'providers.models.price.input': { says: 'For what is sent.' },
  'providers.models.price.cached_input': { says: 'For what the provider had in its cache.', leftOut: 'as input' },
  'providers.models.price.output': { says: 'For what is answered, thinking included.' },
  'providers.models.tier': {
    says: 'How dear or able it is, in steps of your own. A token with a tier does not reach models above it, nor those without one.',
    leftOut: 'not declared: out of reach for tokens with a tier',
  },
  'providers.models.managed_by': { says: managedBy('model'), leftOut: 'the provider’s' },
  'providers.managed_by': { says: managedBy('provider'), leftOut: 'file' },

  policies: { says: 'TypeScript that orders the targets of groups whose strategy is script.' },
  'policies.id': { says: 'The policy’s name, as groups refer to it.' },
  'policies.title': { says: 'What people read.', leftOut: 'none' },
  'policies.source': {
    says: 'The TypeScript itself: it exports route(context), and validate(context, answer) if it likes. It is checked, compiled and tried before anything is applied.',
    leftOut: 'required unless there is source_file',
  },
  'policies.source_file': {
    says: 'A file with the TypeScript, in place of source: its path from where this file stands.',
    leftOut: 'required unless there is source',
  },
  'policies.deadline_ms': { says: 'How long one call may compute, in milliseconds.', leftOut: '20' },
  'policies.on_error': {
    says: 'What becomes of a request when the policy throws, overruns or answers nonsense: fallback lets the fallback strategy order the targets, fail refuses it with policy-failed.',
  },
  'policies.fallback': {
    says: 'The strategy in the policy’s place, where it fails or leaves the order open.',
  },
  'policies.managed_by': { says: managedBy('policy'), leftOut: 'file' },

  groups: { says: 'The names that callers put in model, and what stands behind each.' },
  'groups.id': { says: 'The name that callers put in model.' },
  'groups.title': { says: 'A few words for callers.', leftOut: 'none' },
  'groups.description': { says: 'What it is for, in words a caller reads.', leftOut: 'none' },
  'groups.aliases': { says: 'Further names it can be called by.' },
  'groups.discoverable': { says: 'Shows title and description to callers who may not use it.' },
  'groups.strategy': {
    says: 'Who comes first: weighted shares requests out by weight; failover takes the lowest priority; lowest-cost the likely cheapest for this request; lowest-latency the likely quickest; script asks the policy. Each goes on to the next target when one fails.',
  },
  'groups.policy': {
    says: 'The id of the policy that the strategy script asks.',
    leftOut: 'none; required with script',
  },
  'groups.policy_reads_text': {
    says: 'Hands the policy what the messages say. Without it a policy knows a request’s shape alone.',
  },
  'groups.affinity': {
    says: 'Keeps a conversation on the target that answered it before, so that the provider’s prompt cache is hit.',
  },
  'groups.retry': { says: 'How often and how long targets are tried.' },
  'groups.retry.attempts': { says: 'How many tries a request gets, the first included.', leftOut: '3' },
  'groups.retry.attempt_timeout_ms': {
    says: 'How long one try may take to its first content; total_timeout_ms at most.',
    leftOut: 'the provider’s',
  },
  'groups.retry.total_timeout_ms': {
    says: 'How long all tries together may take to the first content.',
    leftOut: 'no bound',
  },
  'groups.validation': { says: 'What answers are held to before a caller gets them.', leftOut: 'nothing' },
  'groups.validation.rules': { says: 'One rule at least; an answer has to pass them all.' },
  'groups.validation.rules.rule': {
    says: 'non-empty: there is text or a tool call; finished: it was not cut off; json: its text is JSON; json-schema: and is right by schema; tool-arguments: tools are called by their schemas; regex: its text matches pattern, or must not; policy: the policy’s validate finds it good enough.',
  },
  'groups.validation.rules.schema': {
    says: 'Of json-schema alone.',
    leftOut: 'the one that the request itself asks for',
  },
  'groups.validation.rules.pattern': {
    says: 'Of regex alone: RE2’s syntax, without look-around and back-references.',
    leftOut: 'required with regex',
  },
  'groups.validation.rules.must': {
    says: 'Of regex alone: whether the pattern has to be found or must not be.',
    leftOut: 'match',
  },
  'groups.validation.attempts': {
    says: 'How often an answer that fails is asked of the next target. Each is one of the group’s tries.',
    leftOut: '1',
  },
  'groups.validation.on_failure': {
    says: 'What becomes of an answer that no target gave right: error is validation-failed, pass hands the last one on with a warning.',
  },
  'groups.validation.buffer_streams': {
    says: 'Holds a stream back until its end where a rule needs the whole answer. Without it such rules do not hold for streams.',
  },
  'groups.ceiling': { says: 'What one request may cost.', leftOut: 'no ceiling' },
  'groups.ceiling.usd_per_request': {
    says: 'A target that would cost more by the router’s upper estimate, or whose price is not declared, does not get the request.',
  },
  ...limitWords('groups.limits', 'all requests to the group together'),
  'groups.targets': { says: 'What stands behind it: one target at least.' },
  'groups.targets.provider': { says: 'A provider’s id.' },
  'groups.targets.model': { says: 'The id of one of its models.' },
  'groups.targets.weight': {
    says: 'Its share of the requests beside the other targets’ weights. 0 makes it a spare, tried last.',
  },
  'groups.targets.priority': {
    says: 'Its place in a failover group: lower numbers first, and weights decide between equals.',
  },
  'groups.targets.enabled': { says: 'false takes it out of the choice.' },
  'groups.managed_by': { says: managedBy('group'), leftOut: 'file' },

  projects: { says: 'Projects with a title, a status or limits. One that only callers name needs no entry.' },
  'projects.id': { says: 'The project’s name, as callers refer to it.' },
  'projects.title': { says: 'What people read.', leftOut: 'none' },
  'projects.status': { says: 'What is not active stops every token of the project.' },
  ...limitWords('projects.limits', 'all tokens of the project together'),
  'projects.managed_by': { says: managedBy('project'), leftOut: 'file' },

  callers: { says: 'Users and service accounts, each in a project.', leftOut: 'none' },
  'callers.user': { says: 'The person’s or service account’s name.' },
  'callers.kind': { says: 'What the user is; the same everywhere in the file.', leftOut: 'person, for a new user' },
  'callers.project': { says: 'The project they call from.' },
  'callers.status': { says: 'What is not active stops every token of the caller.' },
  'callers.tokens': { says: 'Their caller tokens.', leftOut: 'none' },
  'callers.tokens.env': { says: 'Where it is used: part of the token id.' },
  'callers.tokens.key': { says: 'Tells the tokens of one environment apart: part of the token id.' },
  'callers.tokens.allow': { says: 'The ids of the groups it may use. An empty list allows none.' },
  'callers.tokens.token': {
    says: 'The whole token, by the name of an environment variable: it begins with rtr_ and has 40 characters or more. Only its hash is kept.',
    leftOut: 'required unless there is token_sha256',
  },
  'callers.tokens.token_sha256': {
    says: 'The token’s SHA-256 in place of the token.',
    leftOut: 'required unless there is token',
  },
  'callers.tokens.status': {
    says: 'What is not active refuses every request with a code of its own. revoked is for good.',
    leftOut: 'active, unless it was revoked',
  },
  'callers.tokens.expires_at': { says: 'When it ends.', leftOut: 'never' },
  'callers.tokens.rotates_at': {
    says: 'From when another token is used in its place: it counts as rotated from then on.',
    leftOut: 'never',
  },
  'callers.tokens.tier': {
    says: 'The highest tier of a model that it may use. A model without a tier is not among them.',
    leftOut: 'all models',
  },
  ...limitWords('callers.tokens.limits', 'the token'),
  'callers.tokens.managed_by': { says: managedBy('token'), leftOut: 'the caller’s' },
  'callers.managed_by': { says: managedBy('caller'), leftOut: 'file' },
};

function managedBy(what: string): string {
  return `Whose the ${what} is, as an export writes it: this file’s, the console’s (the admin API and the command line too) or the demo’s.`;
}
