import type { Conversation } from '../exchange/conversation';
import type { DialectId } from '../exchange/dialect-ids';
import type { Feature } from '../exchange/features';
import type { Quirk } from '../exchange/quirks';
import type { ExchangeRequest } from '../exchange/request';
import { dialects } from '.';
import { carriageAt } from './carriage';
import { conversationOf } from './conversation-of';
import { featuresOf } from './features-of';
import { hasForeignMarks } from './provenance';
import { isReasoningWished } from './translate';

/** A target as far as it decides what becomes of a request's features. */
export interface FeatureTarget {
  dialect: DialectId;
  quirks: ReadonlySet<Quirk>;
  maker: string;
  upstreamModel: string;
  /** The values of `anthropic-beta` it takes; null for all. */
  betas: ReadonlySet<string> | null;
  /** Is it declared that the model reasons? Null where nothing is. */
  reasons: boolean | null;
}

export interface FeatureVerdict {
  /** What the target cannot be told: it is not eligible. */
  refused: readonly Feature[];
  /** What will be left out, named in `x-router-degraded`. */
  degraded: readonly string[];
}

/** Carried, refused or declared (design rule 3): what becomes of a request at a target. */
export function judgeFeatures(request: ExchangeRequest, target: FeatureTarget): FeatureVerdict {
  const caller = dialects[request.dialect].caller;
  if (request.boundTo !== null && request.boundTo !== target.maker) return { refused: ['stored-state'], degraded: [] };
  if (request.dialect === target.dialect) return lostOnTheWay(request, target);
  if (!caller || request.operation === 'embeddings') return untouched;
  const conversation = conversationOf(caller, request);
  const { carries: table, loses } = dialects[target.dialect].upstream;
  const refused: Feature[] = [];
  const degraded: string[] = [];
  for (const feature of usedFeatures(conversation)) {
    const carriage = carriageAt(table, target.quirks, feature);
    if (carriage === 'refused') refused.push(feature);
    // A dialect that has signatures still loses those of other makers; one that has none loses them all.
    else if (feature === 'reasoning-signature' && carriage !== 'degraded')
      degraded.push(...lostSignatures(conversation, target.maker));
    else if (carriage !== 'degraded' && !(wishes.has(feature) && isReasoningWished(request) && target.reasons !== true))
      continue;
    else if (feature === 'other-fields') degraded.push(...conversation.unread.map(nameOf));
    else degraded.push(feature);
  }
  for (const feature of loses?.(conversation, target.upstreamModel, target.quirks) ?? [])
    if (!degraded.includes(feature)) degraded.push(feature);
  if (request.headers.anthropicBetas.length > 0) degraded.push('anthropic-beta');
  return { refused, degraded };
}

/** What only the request's own dialect knows, by its place: `input[3] (computer_call)`. */
export function foreignContent(request: ExchangeRequest): readonly string[] {
  const caller = dialects[request.dialect].caller;
  return caller ? conversationOf(caller, request).foreign : [];
}

/** Both ends speak one dialect: what another target has signed, and betas that this provider does not take. */
function lostOnTheWay({ source, headers }: ExchangeRequest, { maker, betas }: FeatureTarget): FeatureVerdict {
  const losesProof = hasForeignMarks(source.text, maker);
  const losesBeta = betas !== null && headers.anthropicBetas.some((beta) => !betas.has(beta));
  if (!losesProof && !losesBeta) return untouched;
  return {
    refused: [],
    degraded: [...(losesProof ? ['reasoning-signature'] : []), ...(losesBeta ? ['anthropic-beta'] : [])],
  };
}

const untouched: FeatureVerdict = { refused: [], degraded: [] };

/** What is left out where the model is not known to reason and the caller only wished it (lib/dialects/translate.ts). */
const wishes: ReadonlySet<Feature> = new Set(['reasoning-effort', 'reasoning-budget', 'reasoning-summary']);

function usedFeatures(conversation: Conversation): readonly Feature[] {
  const known = used.get(conversation);
  if (known) return known;
  const features = featuresOf(conversation);
  used.set(conversation, features);
  return features;
}

const used = new WeakMap<Conversation, readonly Feature[]>();

function lostSignatures({ turns }: Conversation, maker: string): string[] {
  const isLost = turns.some((turn) =>
    turn.parts.some((part) => 'signature' in part && part.signature && part.signature.maker !== maker),
  );
  return isLost ? ['reasoning-signature'] : [];
}

/** A field's name goes into a header: as far as it is one. */
function nameOf(field: string): string {
  return field.replace(/[^\w.()[\]-]+/g, '_').slice(0, 64);
}
