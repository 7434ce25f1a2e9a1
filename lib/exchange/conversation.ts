import type { DialectId } from './dialect-ids';
import type { RawJson } from './raw-json';

/**
 * The neutral content of a request: what all dialects can say, in words that are none of theirs. Parsers make it, renderers
 * read it; it is made only for a target whose dialect is not the caller's own, which is sent the caller's bytes instead.
 *
 * What it cannot hold stands in `foreign` and `unread`, by name, so that nothing is dropped in silence (design rule 3).
 */
export interface Conversation {
  /** System and developer texts that stand before the first turn. */
  instructions: readonly TextPart[];
  turns: readonly Turn[];
  tools: readonly Tool[];
  toolChoice: ToolChoice | null;
  parallelToolCalls: boolean | null;
  output: OutputFormat;
  verbosity: 'low' | 'medium' | 'high' | null;
  reasoning: Reasoning;
  sampling: Sampling;
  /** In tokens. */
  maxOutputTokens: number | null;
  /** Names and texts of the caller's own, kept by providers beside a request. */
  metadata: Readonly<Record<string, string>> | null;
  /** Who the caller acts for: OpenAI's `user` and `safety_identifier`, Anthropic's `metadata.user_id`. */
  endUser: string | null;
  cache: { key: string | null; retention: string | null };
  serviceTier: string | null;
  /** What the provider is asked to keep or has kept. */
  state: { store: boolean | null; previousResponseId: string | null };
  /** Does the answer's reasoning come back in a form that can be sent again? (`reasoning.encrypted_content`) */
  wantsSignatures: boolean;
  /** Content that only its own dialect knows, as `input[3] (computer_call)`: no other target can be sent it. */
  foreign: readonly string[];
  /** Top-level members that only its own dialect knows and that do no harm when left out: `context_management`. */
  unread: readonly string[];
}

export interface Turn {
  role: 'user' | 'assistant' | 'system' | 'developer';
  /** Which participant, where several share a role. */
  name: string | null;
  /** In the order they were said. Tool results stand in user turns. */
  parts: readonly Part[];
}

export type Part =
  | TextPart
  | ImagePart
  | FilePart
  | AudioPart
  | ReasoningPart
  | RefusalPart
  | ToolCallPart
  | ToolResultPart;

export interface TextPart {
  type: 'text';
  text: string;
  cacheMark: CacheMark | null;
}

export interface ImagePart {
  type: 'image';
  source: MediaSource;
  detail: 'low' | 'high' | 'original' | null;
  cacheMark: CacheMark | null;
}

export interface FilePart {
  type: 'file';
  source: MediaSource | { type: 'text'; text: string };
  name: string | null;
  /** May the answer cite it? */
  citations: boolean;
  cacheMark: CacheMark | null;
}

export interface AudioPart {
  type: 'audio';
  mediaType: string;
  data: string;
}

/** `base64` data is never decoded. A url is never fetched by the router. */
export type MediaSource =
  | { type: 'base64'; mediaType: string; data: string }
  | { type: 'url'; url: string }
  /** A provider's own name for an uploaded file: nobody else's. */
  | { type: 'id'; id: string };

/** Anthropic's mark that what stands before it may be kept in a cache; `ttl` is `5m` or `1h`. */
export interface CacheMark {
  ttl: string | null;
}

/**
 * What a model thought. The text is for people; the signature is what its maker wants back, unread and unchanged.
 * `isSummary`: the text is told of the thinking and is not the thinking itself.
 */
export interface ReasoningPart {
  type: 'reasoning';
  texts: readonly string[];
  isSummary: boolean;
  signature: Signature | null;
}

/**
 * Proof or ciphertext of reasoning. `kind` says how its own dialect writes it: a signature beside the text, the thinking
 * itself in cipher, or a Responses item's `encrypted_content` (`id` is then the item's own).
 */
export interface Signature {
  kind: SignatureKind;
  value: string;
  id: string | null;
  /** The mark of the target that made it (lib/dialects/provenance.ts); null where it came unmarked. */
  maker: string | null;
}

export const signatureKinds = ['signature', 'redacted', 'encrypted', 'thought'] as const;
export type SignatureKind = (typeof signatureKinds)[number];

export interface RefusalPart {
  type: 'refusal';
  text: string;
}

export interface ToolCallPart {
  type: 'tool-call';
  /** Joins the call with its result. */
  id: string;
  name: string;
  /** The namespace the tool was given in, or null. */
  namespace: string | null;
  kind: 'function' | 'custom';
  /** The JSON text of a function's arguments, `{}` where there are none; the plain input of a custom tool. */
  input: string;
  /** Gemini signs calls, and wants that back with them. */
  signature: Signature | null;
  cacheMark: CacheMark | null;
}

export interface ToolResultPart {
  type: 'tool-result';
  callId: string;
  /** Of the tool that was called, where it is known from the call. */
  name: string | null;
  kind: 'function' | 'custom';
  isError: boolean;
  parts: readonly (TextPart | ImagePart | FilePart)[];
  cacheMark: CacheMark | null;
}

export type Tool = FunctionTool | CustomTool | HostedTool;

export interface FunctionTool {
  type: 'function';
  name: string;
  namespace: string | null;
  namespaceDescription: string | null;
  description: string | null;
  /** The caller's JSON schema to the byte; null where the tool takes nothing. */
  schema: RawJson | null;
  strict: boolean | null;
  cacheMark: CacheMark | null;
}

/** A tool whose input is free text: Codex's `apply_patch`. */
export interface CustomTool {
  type: 'custom';
  name: string;
  namespace: string | null;
  namespaceDescription: string | null;
  description: string | null;
  /** The grammar that the text keeps to, as its dialect wrote it. */
  format: RawJson | null;
}

/** A tool that the provider itself runs (`web_search`): only where the upstream has it. */
export interface HostedTool {
  type: 'hosted';
  dialect: DialectId;
  /** The dialect's own word: `web_search`, `code_interpreter`. */
  name: string;
  /** May the request go on without it? Clients that always offer it say so by not demanding it. */
  optional: boolean;
}

export type ToolChoice =
  | { type: 'auto' | 'none' | 'required' }
  | { type: 'tool'; name: string; namespace: string | null; kind: 'function' | 'custom' }
  | { type: 'allowed'; mode: 'auto' | 'required'; names: readonly string[] };

export type OutputFormat =
  | { type: 'text' }
  | { type: 'json-object' }
  | { type: 'json-schema'; name: string | null; description: string | null; schema: RawJson; strict: boolean | null };

export const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
export type Effort = (typeof efforts)[number];

export interface Reasoning {
  /** `adaptive`: the model itself decides whether and how long. Null where nothing was said. */
  mode: 'off' | 'on' | 'adaptive' | null;
  effort: Effort | null;
  /** In tokens. */
  budgetTokens: number | null;
  /** How much is told of it: OpenAI's `reasoning.summary`, Anthropic's `thinking.display`. */
  summary: 'auto' | 'concise' | 'detailed' | 'omitted' | null;
}

export interface Sampling {
  temperature: number | null;
  topP: number | null;
  topK: number | null;
  seed: number | null;
  stop: readonly string[];
  presencePenalty: number | null;
  frequencyPenalty: number | null;
  /** By token, as the caller wrote it. */
  logitBias: RawJson | null;
  logprobs: boolean;
  topLogprobs: number | null;
  /** How many answers: 1 unless asked for more. */
  choices: number;
}
