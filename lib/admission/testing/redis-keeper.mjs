// Runs a throw-away Redis for as long as whoever started it lives: until the end of this process's standard input, which the kernel
// closes however that process ended. A line there halts the server, or lets it go on: an outage in which nothing is forgotten.
import { spawn } from 'node:child_process';

const [program, ...settings] = process.argv.slice(2);
const server = spawn(program, settings, { stdio: 'ignore' });
server.once('exit', () => process.exit());

const signals = { pause: 'SIGSTOP', resume: 'SIGCONT' };
process.stdin.setEncoding('utf8').on('data', (text) => {
  for (const word of text.split('\n')) {
    if (!signals[word]) continue;
    server.kill(signals[word]);
    process.stdout.write('done\n');
  }
});
process.stdin.on('close', () => server.kill('SIGKILL'));
