import { z } from 'zod';
import { accountVerbs } from './account/verbs';
import { adminTokenVerbs } from './admin-tokens/verbs';
import { administratorVerbs } from './administrators/verbs';
import { auditVerbs } from './audit/verbs';
import { callerVerbs } from './callers/verbs';
import { configurationVerbs } from './config/verbs';
import { demoVerbs } from './demo/verbs';
import { doctorVerbs } from './doctor/verbs';
import { groupVerbs } from './groups/verbs';
import { ledgerVerbs } from './ledger/verbs';
import { metricsVerbs } from './metrics/verbs';
import { describeAdminApi } from './openapi';
import { overviewVerbs } from './overview/verbs';
import { policyVerbs } from './policies/verbs';
import { providerVerbs } from './providers/verbs';
import { requestVerbs } from './requests/verbs';
import { routeVerbs } from './routes/verbs';
import { targetVerbs } from './targets/verbs';
import { tokenVerbs } from './tokens/verbs';
import { usageVerbs } from './usage/verbs';
import { defineVerb, type Verb } from './verb';

const apiVerbs = {
  'api.describe': defineVerb({
    action: 'overview:read',
    method: 'GET',
    path: '/openapi.json',
    summary: 'This API as an OpenAPI document',
    input: z.strictObject({}),
    run: ({ origin }): object => describeAdminApi(origin, verbList),
  }),
};

/** Everything an administrator can do or ask, a file a noun. The admin API, its OpenAPI document and the console are made of this. */
export const verbs = {
  ...apiVerbs,
  ...doctorVerbs,
  ...overviewVerbs,
  ...metricsVerbs,
  ...requestVerbs,
  ...demoVerbs,
  ...configurationVerbs,
  ...callerVerbs,
  ...providerVerbs,
  ...targetVerbs,
  ...tokenVerbs,
  ...ledgerVerbs,
  ...usageVerbs,
  ...administratorVerbs,
  ...groupVerbs,
  ...policyVerbs,
  ...routeVerbs,
  ...auditVerbs,
  ...accountVerbs,
  ...adminTokenVerbs,
};

export type VerbName = keyof typeof verbs;
/** What a verb takes, as it is given: with what may be left out left out. */
export type VerbInput<Name extends VerbName> = z.input<(typeof verbs)[Name]['input']>;
export type VerbAnswer<Name extends VerbName> = Awaited<ReturnType<(typeof verbs)[Name]['run']>>;

export const verbList: readonly [name: VerbName, verb: Verb][] = Object.entries(verbs) as unknown as [VerbName, Verb][];
