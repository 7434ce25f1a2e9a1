import type { FinishReason } from '../../exchange/events';

export function parseStopReason(reason: unknown): FinishReason {
  return (typeof reason === 'string' && parsed[reason]) || 'stop';
}

export function renderStopReason(reason: FinishReason): string {
  return rendered[reason];
}

const parsed: Partial<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop-sequence',
  max_tokens: 'length',
  model_context_window_exceeded: 'context-length',
  tool_use: 'tool-calls',
  refusal: 'refusal',
  pause_turn: 'pause',
};

const rendered: Record<FinishReason, string> = {
  stop: 'end_turn',
  'stop-sequence': 'stop_sequence',
  length: 'max_tokens',
  'context-length': 'model_context_window_exceeded',
  'tool-calls': 'tool_use',
  'content-filter': 'refusal',
  refusal: 'refusal',
  pause: 'pause_turn',
};
