import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const taskMs = 120_000;
const run = promisify(execFile);

/** The two agent CLIs: what they are called on npm, and how one task is given to each. Neither sees a person's own settings. */
export const agents = {
  codex: { package: '@openai/codex', bin: 'codex', run: runCodex },
  // Its own install script puts the program where the command looks for it; no other package's script is run.
  claude: { package: '@anthropic-ai/claude-code', bin: 'claude', setUp: 'install.cjs', run: runClaude },
};

/** The programs by their agents' names, or null where npm does not give them. */
export async function fetchAgents(folder, names) {
  const programs = Object.fromEntries(
    names.map((name) => [name, path.join(folder, 'node_modules', '.bin', agents[name].bin)]),
  );
  if (Object.values(programs).every((program) => existsSync(program))) return programs;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  const packages = names.map((name) => agents[name].package);
  try {
    await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], { cwd: folder });
    for (const { package: name, setUp } of names.map((name) => agents[name]))
      if (setUp) await run(process.execPath, [path.join('node_modules', name, setUp)], { cwd: folder });
  } catch {
    return null;
  }
  return programs;
}

function runCodex(program, { task, scratch, model, router, home }) {
  const settings = path.join(home, 'codex');
  mkdirSync(settings, { recursive: true });
  writeFileSync(path.join(settings, 'config.toml'), codexSettings(model, router));
  const image = task.image ? ['-i', path.join(scratch, task.image)] : [];
  const flags = ['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox'];
  const env = { HOME: home, CODEX_HOME: settings, ROUTER_TOKEN: router.token };
  return finish(program, [...flags, ...image, '--', task.prompt.codex ?? task.prompt], scratch, env);
}

const codexSettings = (model, router) => `model = "${model}"
model_provider = "router"
[model_providers.router]
name = "Router"
base_url = "${router.origin}/v1"
wire_api = "responses"
[model_providers.router.auth]
command = "printenv"
args = ["ROUTER_TOKEN"]
`;

function runClaude(program, { task, scratch, model, router, home }) {
  const flags = ['-p', task.prompt.claude ?? task.prompt, '--allowedTools', 'Bash,Read,Write,Edit'];
  return finish(program, flags, scratch, {
    HOME: home,
    CLAUDE_CONFIG_DIR: path.join(home, 'claude'),
    ANTHROPIC_BASE_URL: router.origin,
    ANTHROPIC_AUTH_TOKEN: router.token,
    ANTHROPIC_MODEL: model,
    ANTHROPIC_DEFAULT_OPUS_MODEL: model,
    ANTHROPIC_DEFAULT_SONNET_MODEL: model,
    ANTHROPIC_DEFAULT_HAIKU_MODEL: model,
    CLAUDE_CODE_SUBAGENT_MODEL: model,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
  });
}

/** One run to its end, all that it printed, and its exit code; what takes too long is ended. */
function finish(program, args, cwd, env) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    const timer = setTimeout(() => child.kill('SIGKILL'), taskMs);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ output, code: code ?? signal });
    });
  });
}
