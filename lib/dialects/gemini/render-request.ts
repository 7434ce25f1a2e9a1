import type { Conversation, OutputFormat, Reasoning } from '../../exchange/conversation';
import type { RelayContext } from '../dialect';
import { budgetOfEffort } from '../effort-budgets';
import { writeJson } from '../write-json';
import { renderToolChoice, renderTools } from './render-tools';
import { renderTurns } from './render-turns';

/** The body of a request for generateContent; the model's name stands in its address (path.ts). */
export function renderRequest(conversation: Conversation, context: RelayContext): string {
  const instructions = conversation.instructions.filter(({ text }) => text !== '').map(({ text }) => ({ text }));
  const contents = renderTurns(conversation, context);
  const tools = renderTools(conversation);
  // Contents may not be empty: where there are only instructions, they are what is said.
  const isOnlyInstructed = contents.length === 0 && instructions.length > 0;
  return writeJson({
    contents: isOnlyInstructed ? [{ role: 'user', parts: instructions }] : contents,
    systemInstruction: instructions.length > 0 && !isOnlyInstructed ? { parts: instructions } : undefined,
    tools: tools.length > 0 ? [{ functionDeclarations: tools }] : undefined,
    toolConfig: tools.length > 0 ? renderToolChoice(conversation.toolChoice) : undefined,
    generationConfig: renderConfig(conversation),
  });
}

function renderConfig({ sampling, maxOutputTokens, output, reasoning }: Conversation): object | undefined {
  const config = {
    maxOutputTokens: maxOutputTokens ?? undefined,
    temperature: sampling.temperature ?? undefined,
    topP: sampling.topP ?? undefined,
    topK: sampling.topK ?? undefined,
    seed: sampling.seed ?? undefined,
    stopSequences: sampling.stop.length > 0 ? sampling.stop : undefined,
    // Zero is what holds anyway, and several models refuse the very fields.
    presencePenalty: sampling.presencePenalty || undefined,
    frequencyPenalty: sampling.frequencyPenalty || undefined,
    responseLogprobs: sampling.logprobs || undefined,
    logprobs: sampling.logprobs ? sampling.topLogprobs || undefined : undefined,
    ...renderOutput(output),
    thinkingConfig: renderThinking(reasoning),
  };
  return Object.values(config).some((value) => value !== undefined) ? config : undefined;
}

function renderOutput(output: OutputFormat): object {
  if (output.type === 'text') return {};
  const schema = output.type === 'json-schema' ? { responseJsonSchema: output.schema } : {};
  return { responseMimeType: 'application/json', ...schema };
}

/** A budget of -1 leaves it to the model, which is what `adaptive` means. */
function renderThinking({ mode, effort, budgetTokens, summary }: Reasoning): object | undefined {
  if (mode === 'off' || effort === 'none') return { thinkingBudget: 0 };
  if (mode === null && effort === null && budgetTokens === null && summary === null) return undefined;
  const budget = budgetTokens ?? (effort === null ? -1 : budgetOfEffort(effort));
  return { thinkingBudget: Math.min(budget, maxThinkingBudget), includeThoughts: summary !== 'omitted' };
}

/** The most that every Gemini model which thinks will take: the Flash models answer a larger budget with a 400. */
const maxThinkingBudget = 24_576;
