/**
 * The embedded store's thread: PGlite behind the PostgreSQL wire protocol, one connection (db/embedded/store-thread.ts is
 * the other end). Plain JavaScript that is never bundled: it is started by its path under the project's root.
 *
 * In  { client, bytes } what a client sends, whole messages · { close } finish and end
 * Out { ready } · { client, bytes } · { notice } a new policy version was committed · { failed } and the thread ends
 */
import fs from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { copyUsage } from './copy-usage.mjs';

const { folder, image, channel } = workerData;

let store;
let work = open();
parentPort.on('message', (message) => {
  work = work.then(() => handle(message)).catch(fail);
});
work.catch(fail);

async function open() {
  if (folder && !fs.existsSync(`${folder}/PG_VERSION`)) await create();
  // PGlite turns fsync off; a store that says "committed" before the disk has it is no place for policy or usage.
  const durable = [...PGlite.defaultStartParams.filter((option) => option !== '-F'), '-c', 'wal_sync_method=fsync'];
  store = folder
    ? await PGlite.create(folder, { startParams: durable })
    : await PGlite.create(image ? { loadDataDir: new Blob([fs.readFileSync(image)]) } : {});
  if (folder) passFsyncOn(store);
  // The session hears its own notices, after the commit: that is how this process learns of a policy change.
  await store.exec(`listen ${channel}`);
  parentPort.postMessage({ ready: true });
}

/** Made beside and renamed, so that a first start killed half-way leaves no half of a store behind. */
async function create() {
  // Not ours, then: a data folder set to the wrong place must cost nobody their files.
  if (fs.existsSync(folder) && fs.readdirSync(folder).length > 0) throw new Error(`${folder} holds something else`);
  const half = `${folder}.half`;
  fs.rmSync(half, { recursive: true, force: true });
  await (await PGlite.create(half)).close();
  fs.chmodSync(half, 0o700);
  fs.renameSync(half, folder);
}

/** The file system that PGlite is built on has no fsync of its own (0.5.14), so asking for it would do nothing. */
function passFsyncOn(opened) {
  opened.Module.FS.filesystems.NODEFS.stream_ops.fsync = (stream) => {
    fs.fsyncSync(stream.nfd);
    return 0;
  };
}

async function handle(message) {
  if (message.close) {
    await store.close();
    parentPort.close();
    return;
  }
  if (message.usage) {
    copies.push(message);
    await copyWhenIdle();
    return;
  }
  // A start-up packet begins with a zero byte. A client cut off in a transaction must not leave the next one inside it.
  if (message.bytes[0] === 0 && store.isInTransaction()) await store.exec('rollback');
  const parts = [];
  await store.execProtocolRawStream(message.bytes, { onRawData: (part) => parts.push(part.slice()) });
  const bytes = Buffer.concat(parts);
  if (bytes.length > 0) parentPort.postMessage({ client: message.client, bytes });
  tellNotices(bytes);
  idle = bytes.length === 0 ? idle : bytes.subarray(-6).equals(readyAndIdle);
  await copyWhenIdle();
}

/** What an answer ends with when nothing is begun any more: ReadyForQuery, and no transaction open. */
const readyAndIdle = Buffer.from('5a0000000549', 'hex');
const copies = [];
let idle = true;

/** There is one session: a copy in the middle of a client's statement or transaction would become a part of it. */
async function copyWhenIdle() {
  while (idle && copies.length > 0) {
    const { usage, lines } = copies.shift();
    try {
      await copyUsage(store, lines);
      parentPort.postMessage({ usage });
    } catch (error) {
      parentPort.postMessage({ usage, refused: error instanceof Error ? error.message : String(error) });
    }
  }
}

/** Walks the messages of an answer (a type byte, a length, a body) for NotificationResponse: pid, channel\0, payload\0. */
function tellNotices(bytes) {
  for (let at = 0; at + 5 <= bytes.length; at += 1 + bytes.readUInt32BE(at + 1)) {
    if (bytes[at] !== 0x41) continue;
    const [, payload] = bytes.toString('utf8', at + 9, at + 1 + bytes.readUInt32BE(at + 1)).split('\0');
    parentPort.postMessage({ notice: payload });
  }
}

function fail(error) {
  parentPort.postMessage({ failed: error instanceof Error ? error.message : String(error) });
  // Leaves no thread behind that answers nothing.
  setImmediate(() => process.exit(1));
}
