import { endWithParent } from '../../../db/testing/end-with-parent';
import { openSpool } from '../spool';

/** For spool.test.ts: spools the lines it is given, says so, and waits to be killed. */
endWithParent();
const [dataDir = '', ...lines] = process.argv.slice(2);
const spool = await openSpool(dataDir, String);
for (const line of lines) spool.append(line);
await spool.closedSegments();
console.log('spooled');
setInterval(() => {}, 1000);
