import type { DoctorCheck } from '../contract';

export const ok = (name: string, found: string): DoctorCheck => ({ name, result: 'ok', found, mend: null });

/** Nobody can say of what was not looked at that it is well. */
export const skipped = (name: string, found: string): DoctorCheck => ({ name, result: 'skipped', found, mend: null });

export const warning = (name: string, found: string, mend: string): DoctorCheck => ({
  ...{ name, result: 'warning', found, mend },
});

export const failed = (name: string, found: string, mend: string): DoctorCheck => ({
  ...{ name, result: 'failed', found, mend },
});

const mostNames = 10;

/** Some names of many. */
export function listNames(names: readonly string[]): string {
  const more = names.length - mostNames;
  return more > 0 ? `${names.slice(0, mostNames).join(', ')} and ${more} more` : names.join(', ');
}

/** Ends a wait that nothing else would. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${milliseconds / 1000} s`)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
