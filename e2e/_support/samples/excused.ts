/** Samples that cannot run here: on which page, how they begin, and why. A new sample is run, or stands here. */
export const excused: readonly { page: string; begins: string; why: string }[] = [
  {
    page: 'operating/install',
    begins: 'npm ci && npm run build',
    why: 'it would replace the packages that the tests run on; .ci/run does it in a clean clone',
  },
  {
    page: 'getting-started/quickstart-own-machine',
    begins: 'npm run -s router -- demo',
    why: 'it asks a demo, which this router is none; e2e/command-line.test.ts asks one',
  },
  {
    page: 'operating/backup-and-restore',
    begins: 'tar -czf router-backup.tar.gz .data',
    why: 'the server would have to be stopped under the other samples',
  },
  {
    page: 'operating/backup-and-restore',
    begins: 'mv .data .data-before',
    why: 'the same',
  },
  {
    page: 'operating/backup-and-restore',
    begins: 'pg_dump --format=custom',
    why: 'it needs a PostgreSQL server, which not every machine has',
  },
  {
    page: 'operating/backup-and-restore',
    begins: 'createdb router_restored',
    why: 'the same',
  },
];
