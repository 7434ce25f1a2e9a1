import type { z } from 'zod';
import type { DeclaredModel, DeclaredProvider } from '../../config/declared';
import { presets } from '../../providers/presets';
import type { Preset } from '../../providers/presets/preset';
import { AdminRefusal } from '../admin-refusal';
import type { CreateProvider, NewModel } from './input';

type PlaceInput = Pick<
  z.output<typeof CreateProvider>,
  'preset' | 'dialect' | 'base_url' | 'auth' | 'headers' | 'quirks' | 'betas'
>;

/** What is not given its preset says. */
export function declarePlace({ preset, dialect, base_url, auth, headers, quirks, betas }: PlaceInput) {
  const known: Preset | null = preset ? presets[preset] : null;
  const spoken = dialect ?? known?.dialect;
  const baseUrl = base_url ?? known?.baseUrl;
  if (!spoken) throw new AdminRefusal('invalid', 'dialect: expected one, or a preset that says it');
  if (!baseUrl) throw new AdminRefusal('invalid', 'base_url: expected an address: it is each customer’s own');
  return {
    dialect: spoken,
    baseUrl,
    auth: auth ?? known?.auth ?? null,
    headers: headers ?? {},
    quirks: [...new Set(quirks ?? known?.quirks ?? [])].sort(),
    betas: betas ? [...new Set(betas)].sort() : null,
  };
}

export function declareTimeouts(given: z.output<typeof CreateProvider>['timeouts']): DeclaredProvider['timeouts'] {
  const { first_byte_ms: firstByteMs = null, idle_ms: idleMs = null, total_ms: totalMs = null } = given ?? {};
  return { firstByteMs, idleMs, totalMs };
}

export function declareQueue(given: z.output<typeof CreateProvider>['queue']): DeclaredProvider['queue'] {
  const { requests = null, wait_ms: waitMs = null } = given ?? {};
  return { requests, waitMs };
}

export function declareModel(model: NewModel): DeclaredModel {
  return {
    id: model.id,
    upstreamModel: model.upstream_model ?? model.id,
    capabilities: told(model.capabilities),
    contextTokens: model.context_tokens,
    maxOutputTokens: model.max_output_tokens,
    price: model.price && declarePrice(model.price),
    tier: model.tier,
  };
}

export function declarePrice({ input, cached_input, output }: NonNullable<NewModel['price']>): DeclaredModel['price'] {
  return { input, cachedInput: cached_input, output };
}

/** What is not declared is left out, as a file does it. */
export function told(capabilities: NewModel['capabilities']): DeclaredModel['capabilities'] {
  return Object.fromEntries(Object.entries(capabilities).filter(([, value]) => value !== undefined));
}
