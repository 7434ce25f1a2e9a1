import { randomBytes } from 'node:crypto';

/**
 * A declared configuration as a test writes it: secrets stand in clear, and go to the server's environment when the file
 * is written. JSON is YAML, so that no test has to build text.
 */
export interface Configuration {
  providers?: Record<string, unknown>[];
  policies?: Record<string, unknown>[];
  groups?: Record<string, unknown>[];
  projects?: Record<string, unknown>[];
  callers?: Record<string, unknown>[];
}

export function createToken(user = 'alice', project = 'demo', key = 'k1'): string {
  return `rtr_metrum_${user}_${project}_dev_${key}_${randomBytes(24).toString('hex')}`;
}

/** `${NAME}`, as the file names a secret. */
export function reference(name: string): string {
  return `\${${name}}`;
}

/** One caller with one token. */
export function caller(user: string, token: string, allow: readonly string[], more: Record<string, unknown> = {}) {
  return { user, project: 'demo', tokens: [{ key: 'k1', allow, token, ...more }] };
}

/** A provider on a scripted or mock upstream; its models are known to both sides by one name. */
export function provider(
  id: string,
  baseUrl: string,
  models: readonly (string | Record<string, unknown>)[],
  more: Record<string, unknown> = {},
) {
  const entries = models.map((model) =>
    typeof model === 'string'
      ? { id: model, capabilities: allCapabilities }
      : { capabilities: allCapabilities, ...model },
  );
  return { id, dialect: 'openai-chat', base_url: baseUrl, models: entries, ...more };
}

export const allCapabilities = {
  tools: true,
  vision: true,
  structured_output: true,
  reasoning: true,
  embeddings: true,
};

/** A group that tries its targets in the order they are given: `provider/model` each. */
export function failover(id: string, targets: readonly string[], more: Record<string, unknown> = {}) {
  const entries = targets.map((target, priority) => {
    const [providerId, model] = target.split('/');
    return { provider: providerId, model, priority };
  });
  return { id, strategy: 'failover', targets: entries, ...more };
}

/** The file's text, and the environment its secrets come from. */
export function renderConfiguration(configuration: Configuration | string): {
  text: string;
  environment: Record<string, string>;
} {
  if (typeof configuration === 'string') return { text: configuration, environment: {} };
  const environment: Record<string, string> = {};
  const text = JSON.stringify(
    { version: 1, ...configuration },
    (key, value) => {
      if ((key !== 'token' && key !== 'api_key') || typeof value !== 'string' || value.startsWith('${')) return value;
      const name = `TEST_SECRET_${Object.keys(environment).length + 1}`;
      environment[name] = value;
      return reference(name);
    },
    2,
  );
  return { text, environment };
}
