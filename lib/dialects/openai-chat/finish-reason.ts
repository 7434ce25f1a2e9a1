import type { FinishReason } from '../../exchange/events';

export function parseFinishReason(reason: unknown): FinishReason {
  switch (reason) {
    case 'length':
      return 'length';
    case 'tool_calls':
    case 'function_call':
      return 'tool-calls';
    case 'content_filter':
      return 'content-filter';
    default:
      return 'stop';
  }
}

/** A refusal in words of its own is an end like any other here; one without is something held back. */
export function renderFinishReason(reason: FinishReason, hadRefusal: boolean): string {
  switch (reason) {
    case 'length':
    case 'context-length':
    case 'pause':
      return 'length';
    case 'tool-calls':
      return 'tool_calls';
    case 'content-filter':
      return 'content_filter';
    case 'refusal':
      return hadRefusal ? 'stop' : 'content_filter';
    default:
      return 'stop';
  }
}
