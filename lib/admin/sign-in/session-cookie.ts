import type { Runtime } from '../../runtime/runtime';

type Settings = Pick<Runtime['settings'], 'publicUrl'>;

/** The console’s one cookie: for no script, for no other site’s forms, and for no plain connection where there is a better one. */
export function sessionCookie(settings: Settings) {
  return makeCookie('router.session', settings);
}

/** While somebody is at the OIDC provider: what its answer has to repeat. */
export function stateCookie(settings: Settings) {
  const { name, options } = makeCookie('router.sign-in', settings);
  return { name, options: { ...options, maxAge: stateSeconds } };
}

/** So long somebody may take at the provider. */
const stateSeconds = 15 * 60;

function makeCookie(name: string, { publicUrl }: Settings) {
  const secure = publicUrl?.startsWith('https://') ?? false;
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const;
  return { name: secure ? `__Host-${name}` : name, options };
}
