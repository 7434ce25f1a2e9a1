import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. Every command runs there, wherever it was typed. */
export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

export const inRoot = (...parts) => path.join(root, ...parts);

export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Enters the project's folder, on a Node.js that can run it. */
export function enterProject() {
  const least = [20, 19];
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < least[0] || (major === least[0] && minor < least[1])) {
    fail(
      `GenAI Smart Router needs Node.js ${least.join('.')} or newer; this is ${process.versions.node}.`,
      'Node.js 24 is recommended: https://nodejs.org/en/download',
    );
  }
  process.chdir(root);
}

export function fail(...lines) {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
}

/** Where an npm package of this project keeps one of its files, or a plain word that it is not there. */
export function packageFile(...parts) {
  const file = inRoot('node_modules', ...parts);
  if (!existsSync(file)) fail(`${parts[0]} is not installed. Run: npm ci --include=dev`);
  return file;
}
