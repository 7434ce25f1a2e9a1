import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import type { DoctorCheck } from '../../lib/admin/contract';
import { findNearest } from '../../lib/config/nearest';
import { readSettings, settingNames, unknownSettings } from '../../lib/env';
import { checkDeclared } from './check-declared';
import { adminTokenFile, dataFolder } from './find-admin-token';
import type { Surroundings } from './surroundings';

/** What this machine alone can tell, whether the server is up or not. */
export async function checkHere(surroundings: Surroundings): Promise<DoctorCheck[]> {
  return [
    checkNode(process.versions.node),
    checkSettings(surroundings.environment),
    ...(await checkTokenFile(surroundings)),
  ];
}

/** What is left to look at when the server cannot be asked: what it would meet at its next start. */
export async function checkWithoutServer(surroundings: Surroundings): Promise<DoctorCheck[]> {
  return [...(await checkDataFolder(surroundings)), ...(await checkDeclared(surroundings))];
}

function checkNode(version: string): DoctorCheck {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const found = `this is ${version}`;
  if (major < 20 || (major === 20 && minor < 19)) {
    return {
      name: 'node',
      result: 'failed',
      found,
      mend: 'The router needs Node.js 20.19 or newer; 24 is recommended.',
    };
  }
  return { name: 'node', result: 'ok', found, mend: null };
}

function checkSettings(environment: Surroundings['environment']): DoctorCheck {
  const name = 'settings';
  const unknown = unknownSettings(environment).map((setting) => {
    const nearest = findNearest(setting, settingNames);
    return nearest ? `${setting} (${nearest}?)` : setting;
  });
  try {
    readSettings(environment);
  } catch (error) {
    const words = error instanceof Error ? error.message.split('\n').slice(1).join('; ').trim() : '';
    const mend = 'A server started with this environment would refuse to start: set them right.';
    return { name, result: 'warning', found: `cannot be used: ${words}`, mend };
  }
  if (unknown.length === 0) return { name, result: 'ok', found: 'none in this environment is misspelt', mend: null };
  const found = `unknown in this environment: ${unknown.join(', ')}`;
  return { name, result: 'warning', found, mend: 'They have no effect. The docs page "Settings" lists every name.' };
}

async function checkTokenFile(surroundings: Surroundings): Promise<DoctorCheck[]> {
  const file = adminTokenFile(surroundings);
  const present = await stat(file).catch(() => null);
  // Windows has no such modes.
  if (!present || process.platform === 'win32') return [];
  const mode = (present.mode & 0o777).toString(8).padStart(4, '0');
  if ((present.mode & 0o077) === 0)
    return [{ name: 'admin-token', result: 'ok', found: `${file}, mode ${mode}`, mend: null }];
  const found = `${file} has mode ${mode}: others on this machine may read it`;
  return [{ name: 'admin-token', result: 'warning', found, mend: `chmod 600 ${file}` }];
}

async function checkDataFolder(surroundings: Surroundings): Promise<DoctorCheck[]> {
  if (surroundings.environment.DATABASE_URL?.trim()) return [];
  const folder = dataFolder(surroundings);
  const name = 'data folder';
  const present = await stat(folder).catch(() => null);
  if (!present) {
    const found = `${folder} is not there`;
    return [
      {
        name,
        result: 'warning',
        found,
        mend: 'The first start makes it: npm start. Or is it elsewhere? Then set ROUTER_DATA_DIR.',
      },
    ];
  }
  if (!present.isDirectory()) {
    return [{ name, result: 'failed', found: `${folder} is no folder`, mend: 'Move it away, or set ROUTER_DATA_DIR.' }];
  }
  const writable = await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (writable) return [{ name, result: 'ok', found: folder, mend: null }];
  const found = `${folder} cannot be written by this user`;
  return [
    {
      name,
      result: 'failed',
      found,
      mend: 'Run the server as the user who owns it, or give it to this one (chown -R).',
    },
  ];
}
