import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { bundleProgram } from '../../db/testing/child';
import { abandonedSegments, openSpool } from './spool';

let root: string;
let dataDir: string;
beforeAll(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'router-spool-'));
});
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(root, 'data-'));
});
afterAll(() => fs.rmSync(root, { recursive: true }));

const read = (segments: readonly string[]) => segments.map((segment) => fs.readFileSync(segment, 'utf8'));
const spoolFolders = () => fs.readdirSync(path.join(dataDir, 'spool'));

describe('a spool', () => {
  it('holds what was appended, in order, a line each', async () => {
    const spool = await openSpool(dataDir, String);
    for (const line of ['{"a":1}', '{"b":"é"}', '{"c":3}']) spool.append(line);
    expect(read(await spool.closedSegments())).toEqual(['{"a":1}\n{"b":"é"}\n{"c":3}\n']);
    await spool.close();
  });

  it('has a line on the disk soon after it is appended, without being asked', async () => {
    const spool = await openSpool(dataDir, String);
    spool.append('{"a":1}');
    await vi.waitFor(async () => {
      const [folder = ''] = spoolFolders();
      const files = fs.readdirSync(path.join(dataDir, 'spool', folder)).filter((name) => name.endsWith('.ndjson'));
      expect(files.map((name) => fs.readFileSync(path.join(dataDir, 'spool', folder, name), 'utf8'))).toEqual([
        '{"a":1}\n',
      ]);
    });
    await spool.close();
  });

  it('begins a new segment after one is closed, and gives each of them once', async () => {
    const spool = await openSpool(dataDir, String);
    spool.append('1');
    const first = await spool.closedSegments();
    spool.append('2');
    const second = await spool.closedSegments();
    expect(read([...first, ...second])).toEqual(['1\n', '2\n']);
    expect([...first, ...second]).toEqual([...first, ...second].sort());
    expect(await spool.closedSegments()).toEqual([]);
    await spool.close();
  });

  it('loses no line that is appended while a segment is being closed', async () => {
    const spool = await openSpool(dataDir, String);
    const segments: string[] = [];
    const written = Array.from({ length: 200 }, (_, at) => String(at));
    for (const line of written) {
      spool.append(line);
      if (Number(line) % 7 === 0) void spool.closedSegments().then((closed) => segments.push(...closed));
    }
    segments.push(...(await spool.closedSegments()));
    expect(read(segments.sort()).join('').split('\n').filter(Boolean)).toEqual(written);
    await spool.close();
  });

  it('can be read by its owner alone', async () => {
    const spool = await openSpool(dataDir, String);
    spool.append('1');
    const [segment = ''] = await spool.closedSegments();
    expect(fs.statSync(segment).mode & 0o777).toBe(0o600);
    expect(fs.statSync(path.dirname(segment)).mode & 0o777).toBe(0o700);
    await spool.close();
  });

  it('that is closed empty leaves nothing, and one that is not leaves its lines', async () => {
    await (await openSpool(dataDir, String)).close();
    expect(spoolFolders()).toEqual([]);
    const spool = await openSpool(dataDir, String);
    spool.append('1');
    await spool.close();
    expect(read(await abandonedSegments(dataDir))).toEqual(['1\n']);
  });

  it('goes on after the disk would take no more, and has lost nothing', async () => {
    const spool = await openSpool(dataDir, String);
    const [folder = ''] = spoolFolders();
    const inTheWay = path.join(dataDir, 'spool', folder, '000000000.ndjson');
    fs.mkdirSync(inTheWay);
    spool.append('1');
    await expect(spool.closedSegments()).rejects.toThrow();
    spool.append('2');
    await expect(spool.closedSegments()).resolves.toHaveLength(1);
    fs.rmdirSync(inTheWay);
    await spool.close();
    expect(read(await abandonedSegments(dataDir))).toEqual(['1\n2\n']);
  });
});

describe('what other processes left', () => {
  it('is nothing where there never was one', async () => {
    expect(await abandonedSegments(dataDir)).toEqual([]);
  });

  it('is not what a living one holds', async () => {
    const spool = await openSpool(dataDir, String);
    spool.append('1');
    const closed = await spool.closedSegments();
    expect(await abandonedSegments(dataDir)).toEqual([]);
    expect(fs.existsSync(closed[0] ?? '')).toBe(true);
    await spool.close();
  });

  it('is what a killed one had spooled', async () => {
    const program = await bundleProgram('lib/usage/__fixtures__/spool-program.ts');
    const child = program.start(dataDir, '{"a":1}', '{"b":2}');
    expect(await child.nextLine()).toBe('spooled');
    expect(await abandonedSegments(dataDir)).toEqual([]);
    await child.kill();
    expect(read(await abandonedSegments(dataDir))).toEqual(['{"a":1}\n{"b":2}\n']);
    program.remove();
  });

  it('is what one that ended in a hurry had not written yet', async () => {
    const program = await bundleProgram('lib/usage/__fixtures__/spool-and-exit-program.ts');
    const child = program.start(dataDir, '{"a":1}', '{"b":2}');
    expect(await child.nextLine()).toBe('leaving');
    await vi.waitFor(async () => {
      expect(read(await abandonedSegments(dataDir))).toEqual(['{"a":1}\n{"b":2}\n']);
    });
    await child.kill();
    program.remove();
  });

  it('is cleared away when nothing is left to read of it', async () => {
    const program = await bundleProgram('lib/usage/__fixtures__/spool-program.ts');
    const child = program.start(dataDir);
    await child.nextLine();
    await child.kill();
    expect(spoolFolders()).toHaveLength(1);
    expect(await abandonedSegments(dataDir)).toEqual([]);
    expect(spoolFolders()).toEqual([]);
    program.remove();
  });

  it('is not cleared away while a starting process is about to hold it', async () => {
    fs.mkdirSync(path.join(dataDir, 'spool', 'starting'), { recursive: true });
    expect(await abandonedSegments(dataDir)).toEqual([]);
    expect(spoolFolders()).toEqual(['starting']);
  });

  it('keeps the records that the store refused', async () => {
    const folder = path.join(dataDir, 'spool', 'gone');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, '000000000.ndjson.refused'), '{}\n');
    fs.writeFileSync(path.join(folder, 'process.lock'), '');
    expect(await abandonedSegments(dataDir)).toEqual([]);
    expect(fs.readdirSync(folder)).toContain('000000000.ndjson.refused');
  });

  it('comes oldest first', async () => {
    const folder = path.join(dataDir, 'spool', 'gone');
    fs.mkdirSync(folder, { recursive: true });
    for (const name of ['000000010', '000000002', '000000001'])
      fs.writeFileSync(path.join(folder, `${name}.ndjson`), `${name}\n`);
    expect(read(await abandonedSegments(dataDir))).toEqual(['000000001\n', '000000002\n', '000000010\n']);
  });
});
