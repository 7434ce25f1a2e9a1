import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import type http from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { type MockServer, startMock } from '@/lib/demo/mock/server';
import { configurationJsonSchema } from '@/lib/docs/config-reference';
import { type Fence, fencesOf } from '@/lib/docs/fences';
import { readPages } from '@/lib/docs/read-pages';
import { readSettings, unknownSettings } from '@/lib/env';
import { ask, bearer, get, post } from './_support/client';
import { caller, createToken, failover, provider, renderConfiguration } from './_support/configuration';
import { createFolder } from './_support/data-folder';
import { eventually } from './_support/eventually';
import { root } from './_support/root';
import { useRouter } from './_support/router';
import { excused } from './_support/samples/excused';
import { type Desk, setDesk } from './_support/samples/run-sample';
import { startVectors } from './_support/samples/vectors';

const alice = createToken('alice');
const pages = (await readPages()).filter(({ body }) => fencesOf(body).length > 0);
const image = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

/** What a program says that does what its page is about; any other says something. */
const said: Record<string, RegExp> = {
  'using/tools': /The tool answered: "Sunny in/,
  'using/structured-output': /^example$/m,
  'using/embeddings': /^3\n3$/m,
  'using/images-and-files': /one image|Summarise/,
};

describe('what a reader copies', () => {
  let mock: MockServer;
  let vectors: http.Server;
  const folders: string[] = [];
  beforeAll(async () => {
    mock = await startMock(1);
    vectors = await startVectors();
  });
  afterAll(async () => {
    await mock.stop();
    vectors.close();
    await Promise.all(folders.map((folder) => fs.rm(folder, { recursive: true, force: true })));
  });

  const configuration = () => ({
    providers: [
      provider('mock', `${mock.origin}/v1`, [{ id: 'swift', capabilities: able }]),
      provider('vectors', `${originOf(vectors)}/v1`, [{ id: 'embed', capabilities: { embeddings: true } }]),
    ],
    groups: [failover('default', ['mock/swift', 'vectors/embed'])],
    callers: [caller('alice', alice, ['default'])],
  });
  const router = useRouter('direct', () => ({ configuration: configuration() }));
  const adminToken = async () => (await fs.readFile(path.join(router.dataDir, 'admin-token'), 'utf8')).trim();

  /** What the Quickstart has its reader set, on every page that does not say it again. */
  const set = () => ({ ROUTER_BASE_URL: router.origin, ROUTER_TOKEN: alice, ROUTER_MODEL: 'default' });

  async function deskFor(fences: readonly Fence[]): Promise<Desk> {
    const folder = await createFolder();
    folders.push(folder);
    await fs.copyFile(router.configPath, path.join(folder, 'router.yaml'));
    await fs.copyFile(path.join(root, 'router.example.yaml'), path.join(folder, 'router.example.yaml'));
    // What a reader has written by then: the page says what stands in it.
    await fs.copyFile(path.join(root, 'lib/policies/examples/by-prompt-size.ts'), path.join(folder, 'by-size.ts'));
    await fs.symlink(router.dataDir, path.join(folder, '.data'));
    await fs.writeFile(path.join(folder, 'picture.png'), Buffer.from(image, 'base64'));
    await fs.writeFile(path.join(folder, 'report.pdf'), '%PDF-1.4\n');
    const own = fences.some(({ code }) => code.includes('export ROUTER_TOKEN=')) ? {} : set();
    return setDesk(folder, {
      ...own,
      ...renderConfiguration(configuration()).environment,
      // A server on this machine, and its data folder: what the command line finds by itself.
      PORT: String(router.port),
      ROUTER_DATA_DIR: router.dataDir,
    });
  }

  /** What is shown is what is run, but for what a reader has to fill in. */
  async function filledIn(code: string): Promise<string> {
    const filled = code
      .replaceAll('your caller token', alice)
      .replaceAll('the admin token', await adminToken())
      .replaceAll('"32 characters or more"', `"${randomBytes(20).toString('hex')}"`);
    if (filled.includes('req_0123456789abcdef0123456789abcdef'))
      return filled.replaceAll('req_0123456789abcdef0123456789abcdef', await requestOfOurs());
    return /\brouter token (?:rotate|suspend|resume|revoke)\b/.test(filled)
      ? filled.replace(/rtr_metrum_alice_demo_dev_\w+/g, await tokenOfOurs())
      : filled;
  }

  async function requestOfOurs(): Promise<string> {
    const id = (await ask(router, alice, 'default')).headers.get('x-request-id') ?? '';
    await eventually(
      'the request can be read',
      async () => (await get(router, `/v1/requests/${id}`, bearer(alice))).ok,
    );
    return id;
  }

  async function tokenOfOurs(): Promise<string> {
    const asked = { user: 'bob', project: 'demo', allow: ['default'] };
    const made = await post(router, await adminToken(), '/api/admin/tokens', asked);
    return ((await made.json()) as { token_id: string }).token_id;
  }

  async function runFence(desk: Desk, page: string, { language, title, code }: Fence): Promise<void> {
    const text = await filledIn(code);
    switch (language) {
      case 'bash': {
        const output = await desk.bash(text);
        expect(output, text).not.toMatch(/"error": ?\{/);
        if (/^(?:curl|claude|codex|node|python3)\b/m.test(text)) expect(output.trim(), text).not.toBe('');
        return;
      }
      case 'ts':
      case 'python': {
        if (isPolicy(text)) return await checkPolicy(text);
        const output = await (language === 'ts' ? desk.typescript(text) : desk.python(text));
        expect(output.trim(), text).toMatch(said[page] ?? /./);
        return;
      }
      case 'toml': {
        const file = path.join(desk.folder, title.replace('~/', ''));
        await fs.mkdir(path.dirname(file), { recursive: true });
        return await fs.writeFile(file, text);
      }
      case 'json':
        JSON.parse(text);
        return;
      case 'yaml':
        // lib/docs/pages.test.ts has the real reader take ours; Prometheus’ own are read as what they are.
        if (title !== 'router.yaml') return expect(parseYaml(text), title).toBeTypeOf('object');
        return;
      default:
        throw new Error(`nobody knows how to run ${language || 'code without a language'}`);
    }
  }

  /** As the server itself does before it keeps one: its types, and a trial in the sandbox. */
  async function checkPolicy(source: string): Promise<void> {
    const checked = await post(router, await adminToken(), '/api/admin/policy-checks', { source });
    expect(await checked.json(), source).toMatchObject({ ok: true, problems: [] });
  }

  test.each(pages.map(({ slug }) => slug))('every sample of %s runs as it is', async (page) => {
    const markdown = await (await get(router, `/docs/${page}.md`.replace('/.md', '.md'))).text();
    const fences = fencesOf(markdown);
    expect(fences.length).toBeGreaterThan(0);
    const desk = await deskFor(fences);
    for (const fence of fences) {
      if (!excuseFor(page, fence)) await runFence(desk, page, fence);
    }
    for (const settings of await desk.served()) {
      expect(() => readSettings(settings)).not.toThrow();
      expect(unknownSettings(settings)).toEqual([]);
    }
  });

  test('the TypeScript is right by the types of the packages', async () => {
    const desk = await deskFor([]);
    const fences = pages.flatMap(({ body }) => fencesOf(body)).filter(({ language }) => language === 'ts');
    const sources = fences.filter(({ code }) => !isPolicy(code));
    expect(sources.length).toBeGreaterThan(10);
    await Promise.all(sources.map(({ code }, place) => fs.writeFile(path.join(desk.folder, `${place}.mts`), code)));
    expect(await desk.bash(`${path.join(root, 'node_modules/.bin/tsc')} ${typeChecks} *.mts || true`)).toBe('');
  });

  test('editors find the JSON Schema of the configuration where its page says', async () => {
    const page = await (await get(router, '/docs/reference/configuration-schema.md')).text();
    const [, address = ''] = /\$schema=(\S+)/.exec(page) ?? [];
    expect(address).toBe(`${router.origin}/router.schema.json`);
    const answer = await fetch(address);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await answer.json()).toEqual(configurationJsonSchema());
  });

  test('editors find the types of a policy where its page says', async () => {
    const page = await (await get(router, '/docs/administering/typescript-policies.md')).text();
    const [, address = ''] = /(\S+\/policy\.d\.ts)/.exec(page.replaceAll('`', ' ')) ?? [];
    expect(address).toBe(`${router.origin}/policy.d.ts`);
    const contract = await fs.readFile(path.join(root, 'lib/policies/policy.d.ts'), 'utf8');
    expect(await (await fetch(address)).text()).toBe(contract);
  });

  test('whatever is excused is there', () => {
    const fences = pages.flatMap(({ slug, body }) => fencesOf(body).map((fence) => [slug, fence] as const));
    const used = new Set(fences.map(([slug, fence]) => excuseFor(slug, fence)));
    expect(excused.filter((excuse) => !used.has(excuse))).toEqual([]);
  });

  test('the first command of the start page runs as it is', async () => {
    const html = await (await get(router, '/', { accept: 'text/html' })).text();
    const [, first = ''] = /<pre\b[^>]*>(.*?)<\/pre>/s.exec(html) ?? [];
    expect(await (await deskFor([])).bash(await filledIn(textOf(first)))).toContain('"id":"default"');
  });

  test('the commands of `curl <origin>/` run one after the other, as they are', async () => {
    const quickstart = await (await get(router, '/', { accept: '*/*' })).text();
    const commands = quickstart.split('\n').filter((line) => /^ {2,}(?:export|curl|-[Hd]|"messages)/.test(line));
    const output = await (await deskFor([])).bash(await filledIn(commands.join('\n')));
    expect(output).toContain('"id":"default"');
    expect(output).toContain('Say hello in five words.');
  });
});

/** It has types of its own, and runs where a policy does. */
function isPolicy(code: string): boolean {
  return /^export function route\b/m.test(code);
}

const typeChecks = '--ignoreConfig --strict --noEmit --module nodenext --target es2023 --types node --skipLibCheck';

const able = { tools: true, vision: true, structured_output: true, reasoning: true, embeddings: false };

function excuseFor(page: string, { code }: Fence) {
  return excused.find(({ page: where, begins }) => where === page && code.startsWith(begins));
}

function originOf(server: http.Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

function textOf(html: string): string {
  const signs: Record<string, string> = { '&quot;': '"', '&#x27;': "'", '&lt;': '<', '&gt;': '>', '&amp;': '&' };
  return html.replace(/<[^>]*>/g, '').replace(/&(?:quot|#x27|lt|gt|amp);/g, (sign) => signs[sign] ?? sign);
}
