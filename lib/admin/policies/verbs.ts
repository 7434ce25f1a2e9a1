import { z } from 'zod';
import { sampleAnswer, samples } from '../../policies/samples';
import {
  type CheckedPolicy,
  CheckPolicyRequest,
  CompletePolicyRequest,
  OnePolicy,
  OnePolicyVersion,
  type PolicyList,
  PolicySettingsRequest,
  PublishPolicyRequest,
  SavePolicyRequest,
} from '../contract/policies';
import { defineVerb } from '../verb';
import { compilerOf } from './compiler';
import { TryPolicyRequest } from './context-input';
import { deletePolicy } from './delete';
import { readExamples } from './examples';
import { publishPolicy } from './publish';
import { getPolicy, getPolicyVersion, listPolicies } from './read';
import { resumePolicy } from './resume';
import { savePolicy } from './save';
import { changeSettings } from './settings';
import { tryPolicy } from './try-policy';

const one = '/policies/{policy_id}';

/** Verbs about TypeScript policies. A source is seen by whoever may see groups; checking and trying is for those who may save. */
export const policyVerbs = {
  'policies.list': defineVerb({
    action: 'policies:read',
    method: 'GET',
    path: '/policies',
    summary: 'TypeScript policies: which version of each is in force, who asks it, how its calls end',
    input: z.strictObject({}),
    run: async ({ runtime }): Promise<PolicyList> => ({ object: 'list', data: await listPolicies(runtime) }),
  }),
  'policies.get': defineVerb({
    action: 'policies:read',
    method: 'GET',
    path: one,
    summary: 'One policy, with its newest source and its versions',
    input: OnePolicy,
    run: ({ runtime }, { policy_id }) => getPolicy(runtime, policy_id),
  }),
  'policies.version': defineVerb({
    action: 'policies:read',
    method: 'GET',
    path: `${one}/versions/{number}`,
    summary: 'One version of a policy, with its source',
    input: OnePolicyVersion,
    run: ({ runtime }, { policy_id, number }) => getPolicyVersion(runtime.store.db, policy_id, number),
  }),
  'policies.samples': defineVerb({
    action: 'policies:read',
    method: 'GET',
    path: '/policy-samples',
    summary: 'What every policy is tried on before it is saved: contexts, and an answer; and policies to begin with',
    input: z.strictObject({}),
    run: async () => ({
      object: 'list' as const,
      data: [...samples],
      answer: sampleAnswer,
      examples: await readExamples(),
    }),
  }),
  'policies.check': defineVerb({
    action: 'policies:write',
    method: 'POST',
    path: '/policy-checks',
    summary: 'Everything that is wrong with a source, which is not saved',
    input: CheckPolicyRequest,
    maxBody: 'settings',
    async run({ runtime }, { source, deadline_ms }): Promise<CheckedPolicy> {
      const { policy, problems } = await compilerOf(runtime)(source, deadline_ms);
      return { ok: policy !== null, problems: [...problems], has_validate: policy?.hasValidate ?? false };
    },
  }),
  'policies.complete': defineVerb({
    action: 'policies:write',
    method: 'POST',
    path: '/policy-completions',
    summary: 'What may stand at a place of a source that is being written, as an editor asks',
    input: CompletePolicyRequest,
    maxBody: 'settings',
    run: async ({ runtime }, { source, position }) => ({
      object: 'list' as const,
      data: [...(await runtime.policyChecker.complete(source, Math.min(position, source.length)))],
    }),
  }),
  'policies.describe': defineVerb({
    action: 'policies:write',
    method: 'POST',
    path: '/policy-descriptions',
    summary: 'What stands at a place of a source: its type, and what the contract says of it; null for nothing',
    input: CompletePolicyRequest,
    maxBody: 'settings',
    run: async ({ runtime }, { source, position }) => ({
      described: await runtime.policyChecker.describe(source, position),
    }),
  }),
  'policies.try': defineVerb({
    action: 'policies:write',
    method: 'POST',
    path: '/policy-trials',
    summary: 'Runs a source, or a version, on a sample or a context of one’s own; nothing is saved and nothing sent',
    input: TryPolicyRequest,
    maxBody: 'settings',
    run: ({ runtime }, input) => tryPolicy(runtime, input),
  }),
  'policies.save': defineVerb({
    action: 'policies:write',
    method: 'POST',
    path: `${one}/versions`,
    summary: 'Keeps a source as a new version, as a draft or in force; a new policy with its first',
    input: SavePolicyRequest,
    maxBody: 'settings',
    run: savePolicy,
  }),
  'policies.publish': defineVerb({
    action: 'policies:write',
    method: 'POST',
    path: `${one}/publish`,
    summary: 'Puts a version in force, from the next request on; an older one is a rollback',
    input: PublishPolicyRequest,
    run: publishPolicy,
  }),
  'policies.settings': defineVerb({
    action: 'policies:write',
    method: 'PATCH',
    path: one,
    summary: 'A policy’s title, deadline, and what becomes of a request when it fails',
    input: PolicySettingsRequest,
    async run(context, input) {
      await changeSettings(context, input);
      return getPolicy(context.runtime, input.policy_id);
    },
  }),
  'policies.resume': defineVerb({
    action: 'policies:write',
    method: 'POST',
    path: `${one}/resume`,
    summary: 'Lets a policy run again that this server suspended for overrunning',
    input: OnePolicy,
    async run(context, { policy_id }) {
      await resumePolicy(context, policy_id);
      return getPolicy(context.runtime, policy_id);
    },
  }),
  'policies.delete': defineVerb({
    action: 'policies:write',
    method: 'DELETE',
    path: one,
    summary: 'Deletes a policy and its versions, unless a group asks it',
    input: OnePolicy,
    run: (context, { policy_id }) => deletePolicy(context, policy_id),
  }),
};
