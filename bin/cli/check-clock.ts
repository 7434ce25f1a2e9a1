import type { DoctorCheck } from '../../lib/admin/contract';

const mayDifferMs = 2_000;

/** The server's clock beside this one's: it answered some time between the asking and the answer. */
export function checkClock(now: string, askedAt: number, answeredAt: number): DoctorCheck {
  const name = 'clocks';
  const server = Date.parse(now);
  if (Number.isNaN(server))
    return { name, result: 'warning', found: 'the server tells no time', mend: 'Update the server.' };
  const difference = server < askedAt ? server - askedAt : Math.max(0, server - answeredAt);
  if (Math.abs(difference) <= mayDifferMs) {
    return { name, result: 'ok', found: 'the server’s and this machine’s agree', mend: null };
  }
  const seconds = Math.round(Math.abs(difference) / 1000);
  const found = `the server’s is ${seconds} s ${difference > 0 ? 'ahead of' : 'behind'} this machine’s`;
  const mend = 'Set both by NTP (timedatectl, chronyc tracking): expiry and limits go by the server’s clock.';
  return { name, result: 'warning', found, mend };
}
