import { openSpool } from '../spool';

/** For spool.test.ts: spools the lines it is given and ends at once, as a host does that was told to stop. */
const [dataDir = '', ...lines] = process.argv.slice(2);
const spool = await openSpool(dataDir, String);
for (const line of lines) spool.append(line);
console.log('leaving');
process.exit(0);
