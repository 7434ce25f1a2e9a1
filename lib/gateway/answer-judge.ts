import type { Holder } from '../callers/authenticate-caller';
import { dialects } from '../dialects';
import { conversationOf } from '../dialects/conversation-of';
import type { ExchangeAnswer } from '../exchange/answer';
import { needsWholeAnswer, type RuleName } from '../exchange/answer-rules';
import { Fault } from '../faults/fault';
import { policyName } from '../policies/policy-name';
import { validateAnswer as askValidate, type PolicyInput } from '../policies/run-policy';
import type { Sandbox } from '../policies/sandbox/create-sandbox';
import type { AnswerValidation, Target } from '../snapshot/snapshot';
import { AttemptFailure } from '../upstream/failure';
import { judgeRequest } from '../validation/judge-request';
import type { Asked } from '../validation/judging';
import { validateAnswer } from '../validation/validate-answer';
import type { Draft, Plan, PlanConditions } from './plan';
import { policyContext } from './policy-context';

/** What an answer of one request is held to, by its group's rules and its policy. */
export interface AnswerJudge {
  /** Does it take the whole answer to say? Where only `non-empty` stands, a stream's first content says enough. */
  needsWhole: boolean;
  /** May a stream be held back until its end for it? */
  buffersStreams: boolean;
  rules: readonly RuleName[];
  /** Throws an `invalid` AttemptFailure, whose words its caller may read; gives the rules that could not be asked. */
  judge(answer: ExchangeAnswer | null, target: Target): Promise<readonly RuleName[]>;
}

export interface JudgeContext {
  holder: Holder;
  conditions: PlanConditions;
  sandbox: Sandbox;
}

/**
 * Null where the group holds its answers to nothing. A request whose own schema no answer can be held to is refused here,
 * before anything is sent: every target would be asked in vain.
 */
export function createAnswerJudge(plan: Plan, context: JudgeContext): AnswerJudge | null {
  const { validation } = plan.group;
  if (!validation || !judgedOperations.has(plan.request.operation)) return null;
  const caller = dialects[plan.request.dialect].caller;
  if (!caller) return null;
  const asked = conversationOf(caller, plan.request);
  const unreadable = judgeRequest(validation.rules, asked);
  if (unreadable) throw new Fault('invalid-request', { message: unreadable.reason });
  const rules: RuleName[] = validation.rules.map(({ name }) => name);
  if (validation.asksPolicy) rules.push('policy');
  return {
    rules,
    needsWhole: rules.some(needsWholeAnswer),
    buffersStreams: validation.bufferStreams,
    async judge(answer, target) {
      if (answer === null) throw broken(rules[0] ?? 'policy', 'The answer cannot be read by the rules.');
      judgeByRules(validation, asked, answer);
      const isJudged = !validation.asksPolicy || (await judgeByPolicy(plan, answer, target, context));
      return isJudged ? [] : ['policy'];
    },
  };
}

const judgedOperations: ReadonlySet<string> = new Set(['chat/completions', 'responses', 'messages']);

function judgeByRules({ rules }: AnswerValidation, asked: Asked, answer: ExchangeAnswer): void {
  const verdict = validateAnswer(rules, asked, answer);
  if (!verdict.ok) throw broken(verdict.rule, verdict.reason);
}

/** False where the policy did not say, and lets such answers pass. What it gives as its reason may hold what it was told, and is told to administrators alone. */
async function judgeByPolicy(
  plan: Plan,
  answer: ExchangeAnswer,
  target: Target,
  context: JudgeContext,
): Promise<boolean> {
  const { policy } = plan.group;
  const fails = policy?.onError !== 'fallback';
  if (!policy?.compiled) {
    if (fails) throw new Fault('policy-failed');
    return false;
  }
  if (!policy.compiled.hasValidate) return false;
  const draft: Pick<Draft, 'group' | 'request' | 'eligible'> = plan;
  const input: PolicyInput = policyContext(draft, context.holder, context.conditions);
  const told = describeAnswer(answer, plan.eligible.indexOf(target));
  const { id, version, compiled, deadlineMs } = policy;
  const name = policyName({ id, version, digest: compiled.digest });
  const options = { sandbox: context.sandbox, name, seed: 1, deadlineMs };
  const said = await askValidate(compiled, input, told, options);
  if (said.outcome === 'invalid') throw broken('policy', 'Its policy does not accept it.', said.reason);
  if (said.outcome === 'failed' && fails) throw new Fault('policy-failed', { internal: said.failure.message });
  return said.outcome !== 'failed';
}

function describeAnswer({ parts, finish, usage }: ExchangeAnswer, target: number): PolicyAnswer {
  const calls = parts.filter((part) => part.type === 'tool-call');
  return {
    text: parts.map((part) => (part.type === 'text' ? part.text : '')).join(''),
    toolCalls: calls.map(({ name, input }) => ({ name, arguments: input })),
    finish,
    outputTokens: usage?.outputTokens ?? null,
    target,
  };
}

function broken(rule: RuleName, words: string, reason: string | null = null): AttemptFailure {
  const internal = `${rule}: ${words}${reason ? ` ${reason}` : ''}`;
  return new AttemptFailure('invalid', { status: 200, internal, words, rule });
}
