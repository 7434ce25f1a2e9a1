import { type CatalogueEntry, catalogue, type FaultCode } from './catalogue';

export interface FaultOptions {
  /** Public words; the catalogue's own when left out. Never a secret, never an upstream's name. */
  message?: string;
  /** What whoever called can do, where the catalogue's advice on the code is about another cause of it. */
  advice?: string;
  /** Words for the log alone. */
  internal?: string;
  /** The request's field at fault, for OpenAI's `param`. */
  param?: string;
  /** Overrides the catalogue where the throw site knows better. */
  retry?: boolean;
  /** Seconds; becomes `Retry-After`. */
  retryAfterSeconds?: number;
  /** Further headers of the answer: what is left of a limit. */
  headers?: Readonly<Record<string, string>>;
  /** Methods for the `Allow` header of a 405. */
  allow?: readonly string[];
  /** What planning had found before it gave up, for the usage record. Names upstreams: never shown. */
  plan?: { group: string; reasons: readonly string[] };
  cause?: unknown;
}

const brand = Symbol.for('smart-router.fault');

/** An expected failure with a code of the catalogue. Status and public words come from there, never from the throw site. */
export class Fault extends Error {
  readonly [brand] = true;
  readonly code: FaultCode;
  readonly options: FaultOptions;

  constructor(code: FaultCode, options: FaultOptions = {}) {
    super(options.message ?? catalogue[code].message, { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.options = options;
  }

  get entry(): CatalogueEntry {
    return catalogue[this.code];
  }

  get retry(): boolean {
    return this.options.retry ?? this.entry.retry;
  }
}

/** Server and pages are two module graphs with a class each, so a fault is told by its brand, not by `instanceof`. */
export function isFault(value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && brand in value;
}
