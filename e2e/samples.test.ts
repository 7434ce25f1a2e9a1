import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import { beforeEach, describe, expect, test } from 'vitest';
import { get } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { root } from './_support/root';
import { type Router, useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { answersWith } from './_support/scripts';

const access = '/docs/getting-started/available-models-and-access';
const alice = createToken('alice');
const run = promisify(execFile);

/** Nothing of the person's own: a token in their environment must not make a sample run. */
const bare = { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV };

/** What is shown is what is run, but for the one thing that a reader has to fill in. */
const filledIn = (text: string) => text.replaceAll('your caller token', alice);

/** The samples of a page by their titles, as its Copy buttons would copy them. */
async function samplesOf(router: Router, path: string): Promise<{ title: string; code: string }[]> {
  const html = await (await get(router, path, { accept: 'text/html' })).text();
  return [...html.matchAll(/<figure\b.*?<\/figure>/gs)].map(([figure]) => ({
    title: textOf(/<figcaption\b[^>]*><span\b[^>]*>(.*?)<\/span>/s.exec(figure)?.[1] ?? ''),
    code: textOf(/<pre\b[^>]*>(.*?)<\/pre>/s.exec(figure)?.[1] ?? ''),
  }));
}

const claudeStandIn = `claude() { [ "$1" = -p ]
  curl -sS "$ANTHROPIC_BASE_URL/v1/messages" -H "Authorization: Bearer $ANTHROPIC_AUTH_TOKEN" -H "Content-Type: application/json" \\
    -d '{ "model": "'"$ANTHROPIC_DEFAULT_HAIKU_MODEL"'", "max_tokens": 99, "messages": [{ "role": "user", "content": "'"$2"'" }] }'
}`;

const codexStandIn = `codex() { [ "$1 $2" = "exec --skip-git-repo-check" ]; shift 2
  while [ "$1" = -c ]; do case "$2" in
      model=*) model="\${2#*=}" ;; *.base_url=*) base="\${2#*=}" ;; *.command=*) command="\${2#*=}" ;;
      *.args=*) arguments="$(printf %s "\${2#*=}" | tr -d '[]"')" ;;
    esac; shift 2; done
  curl -sS "$base/responses" -H "Authorization: Bearer $($command "$arguments")" -H "Content-Type: application/json" \\
    -d '{ "model": "'"$model"'", "input": "'"$1"'" }'
}`;

function textOf(html: string): string {
  const signs: Record<string, string> = { '&quot;': '"', '&#x27;': "'", '&lt;': '<', '&gt;': '>', '&amp;': '&' };
  return html.replace(/<[^>]*>/g, '').replace(/&(?:quot|#x27|lt|gt|amp);/g, (sign) => signs[sign] ?? sign);
}

function inShell(script: string, env: NodeJS.ProcessEnv = bare): Promise<{ stdout: string; stderr: string }> {
  return run('bash', ['-eu', '-c', filledIn(script)], { env });
}

describe.each(doors)('what a reader copies, through the %s door', (door) => {
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [provider('up', upstream.url, ['one'])],
      groups: [failover('default', ['up/one'])],
      callers: [caller('alice', alice, ['default'])],
    },
  }));
  beforeEach(() => upstream.when('one', answersWith('Hello there, how are you?')));

  test('the commands of Available Models And Access run one after the other, as they are', async () => {
    const commands = (await samplesOf(router, access)).filter(({ title }) => title === 'Terminal');
    expect(commands.length).toBeGreaterThanOrEqual(2);
    const { stdout } = await inShell(commands.map(({ code }) => code).join('\necho\n'));
    expect(stdout).toContain('"id":"default"');
    expect(stdout).toContain('Hello there, how are you?');
  });

  test('its TypeScript runs with the openai package', async () => {
    const samples = await samplesOf(router, access);
    const source = samples.find(({ title }) => title.startsWith('TypeScript'))?.code ?? '';
    const { code } = await transform(source, { loader: 'ts', format: 'esm' });
    const env = { ...bare, ROUTER_BASE_URL: router.origin, ROUTER_TOKEN: alice, ROUTER_MODEL: 'default' };
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], { cwd: root, env });
    expect(stdout.trim()).toBe('Hello there, how are you?');
  });

  /** What the first page has its reader set, for every page after it. */
  const set = () => ({ ...bare, ROUTER_BASE_URL: router.origin, ROUTER_TOKEN: alice, ROUTER_MODEL: 'default' });

  const quickstart = () => samplesOf(router, '/docs/getting-started/quickstart');

  test('the commands of the Quickstart run one after the other, as they are', async () => {
    const commands = (await quickstart()).filter(({ title }) => title === 'Terminal').map(({ code }) => code);
    expect(commands).toHaveLength(3);
    const { stdout } = await inShell(commands.join('\necho\n'));
    expect(stdout).toContain('"id":"default"');
    expect(stdout).toContain('Hello there, how are you?');
  });

  test.each([
    ['node --input-type', ''],
    // What these programs do with what they are told, by curl: the programs themselves are run by npm run compat.
    ['claude -p', claudeStandIn],
    ['codex exec', codexStandIn],
  ])('the Quickstart’s %s is told all that it needs', async (command, standIn) => {
    const [settings, ...samples] = (await quickstart()).map(({ code }) => code);
    const sample = samples.find((code) => code.includes(command)) ?? '';
    const { stdout } = await run('bash', ['-eu', '-c', filledIn([settings, standIn, sample].join('\n'))], {
      cwd: root,
      env: bare,
    });
    expect(stdout).toContain('Hello there, how are you?');
  });

  test.each(['chat', 'responses', 'messages', 'streaming', 'tools', 'images-and-files', 'structured-output'])(
    'the commands of Using, %s, are answered',
    async (page) => {
      const commands = (await samplesOf(router, `/docs/using/${page}`)).filter(({ title }) => title === 'Terminal');
      expect(commands.length).toBeGreaterThan(0);
      for (const { code } of commands) {
        const { stdout } = await inShell(code, set());
        expect(stdout).not.toContain('"error":{');
        expect(stdout).toMatch(/Hello there, how are you\?|"input_tokens":/);
      }
    },
  );

  test('the TypeScript of Other clients runs with the packages that it names', async () => {
    const samples = await samplesOf(router, '/docs/getting-started/other-clients');
    const sources = samples.filter(({ title }) => title.startsWith('TypeScript'));
    expect(sources).toHaveLength(2);
    for (const { code: source } of sources) {
      const { code } = await transform(source, { loader: 'ts', format: 'esm' });
      const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], {
        cwd: root,
        env: set(),
      });
      expect(stdout.trim()).toBe('Hello there, how are you?');
    }
  });

  test('the first command of the start page runs as it is', async () => {
    const [first] = await samplesOf(router, '/');
    expect((await inShell(first?.code ?? '')).stdout).toContain('"id":"default"');
  });

  test('the commands of `curl <origin>/` run one after the other, as they are', async () => {
    const { stdout: quickstart } = await run('curl', ['-sS', `${router.origin}/`]);
    const commands = quickstart.split('\n').filter((line) => /^ {2,}(?:export|curl|-[Hd]|"messages)/.test(line));
    const { stdout } = await inShell(commands.join('\n'));
    expect(stdout).toContain('"id":"default"');
    expect(stdout).toContain('Hello there, how are you?');
  });
});
