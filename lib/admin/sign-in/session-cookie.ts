import type { Runtime } from '../../runtime/runtime';

/** The console’s one cookie: for no script, for no other site’s forms, and for no plain connection where there is a better one. */
export function sessionCookie({ publicUrl }: Pick<Runtime['settings'], 'publicUrl'>) {
  const secure = publicUrl?.startsWith('https://') ?? false;
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const;
  return { name: secure ? '__Host-router.session' : 'router.session', options };
}
