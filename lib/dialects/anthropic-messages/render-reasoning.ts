import type { Conversation, Effort, Reasoning } from '../../exchange/conversation';
import { budgetOfEffort, effortOf } from '../effort-budgets';
import type { Generation } from './claude-generation';
import type { Message } from './render-turns';

export interface RenderedReasoning {
  thinking: { type: 'enabled' | 'adaptive' | 'disabled'; budget_tokens?: number; display?: string } | undefined;
  effort: string | undefined;
}

/**
 * Efforts go as efforts beside adaptive thinking, or as budgets to the models that take those (lib/dialects/effort-budgets.ts).
 * Anthropic refuses thinking together with a forced tool or the beginning of an answer, and a budget in the middle of a tool
 * loop whose turn did not begin with a thought: such a request goes without thinking.
 */
export function renderReasoning(
  conversation: Conversation,
  messages: readonly Message[],
  maxTokens: number,
  generation: Generation,
): RenderedReasoning {
  const { reasoning } = conversation;
  const effort = effortOf(reasoning);
  if (effort === 'none') return off;
  if (effort === null && !isAsked(reasoning)) return { thinking: undefined, effort: undefined };
  const word = effort === null || generation.takesBudgets ? undefined : wordOf(effort, generation);
  if (isForced(conversation) || messages.at(-1)?.role === 'assistant') return { ...off, effort: word };
  const display = displayOf(reasoning);
  if (!generation.takesBudgets) return { thinking: { type: 'adaptive', display }, effort: word };
  const wanted = Math.max(leastBudget, reasoning.budgetTokens ?? budgetOfEffort(effort ?? 'medium'));
  // The budget is part of `max_tokens`: a quarter is left for the answer.
  const budget = Math.min(wanted, Math.floor((maxTokens * 3) / 4));
  if (budget < leastBudget || isInBareLoop(messages)) return off;
  return { thinking: { type: 'enabled', budget_tokens: budget, display }, effort: undefined };
}

const off: RenderedReasoning = { thinking: { type: 'disabled' }, effort: undefined };
const leastBudget = 1_024;

/** Who wants to be told of the thinking wants it to be. */
function isAsked({ mode, summary }: Reasoning): boolean {
  return mode === 'on' || mode === 'adaptive' || (summary !== null && summary !== 'omitted');
}

function wordOf(effort: Effort, { takesXhigh }: Generation): string {
  if (effort === 'minimal') return 'low';
  return effort === 'xhigh' && !takesXhigh ? 'high' : effort;
}

function displayOf({ summary }: Reasoning): string | undefined {
  if (summary === null) return undefined;
  return summary === 'omitted' ? 'omitted' : 'summarized';
}

function isForced({ tools, toolChoice }: Conversation): boolean {
  if (tools.length === 0 || toolChoice === null) return false;
  if (toolChoice.type === 'allowed') return toolChoice.mode === 'required';
  return toolChoice.type === 'required' || toolChoice.type === 'tool';
}

/** Is the answer to the results of calls, and did the turn that made the calls not begin with a thought? */
function isInBareLoop(messages: readonly Message[]): boolean {
  if (!messages.at(-1)?.content.some((block) => block.type === 'tool_result')) return false;
  const [first] = messages.findLast((message) => message.role === 'assistant')?.content ?? [];
  return first?.type !== 'thinking' && first?.type !== 'redacted_thinking';
}
