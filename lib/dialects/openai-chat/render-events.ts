import type { ExchangeEvent, Usage } from '../../exchange/events';
import type { EventRenderer, RelayContext } from '../dialect';
import { markSignature } from '../provenance';
import { renderFinishReason } from './finish-reason';
import { doneMarker } from './meter-chunk';
import { asksForUsage } from './pass-through-request';
import { renderAnnotation, renderLogprobs } from './render-answer';
import { renderFaultEvent } from './render-fault';
import { renderUsage } from './usage';

/** Chunks of a chat completion. Calls may interleave here: each piece carries its call's index. */
export function openRenderer(context: RelayContext): EventRenderer {
  const { request, answerId, createdAt, maker } = context;
  const head =
    `data: {"id":"chatcmpl-${answerId}","object":"chat.completion.chunk","created":${createdAt},` +
    `"model":${JSON.stringify(request.model)},"choices":[`;
  const calls = new Map<number, { index: number; kind: 'function' | 'custom'; isEmpty: boolean }>();
  let started = false;
  let finish = 'stop';
  let hadRefusal = false;
  let usage: Usage | null = null;

  function chunk(delta: string, logprobs = 'null', finishReason = 'null'): string {
    const opening = started ? '' : frame('{"role":"assistant","content":""}', 'null', 'null');
    started = true;
    return opening + (delta === '' ? '' : frame(delta, logprobs, finishReason));
  }

  function frame(delta: string, logprobs: string, finishReason: string): string {
    return `${head}{"index":0,"delta":${delta},"logprobs":${logprobs},"finish_reason":${finishReason}}]}\n\n`;
  }

  function step(event: ExchangeEvent): string {
    switch (event.type) {
      case 'start':
        return chunk('');
      case 'text-delta':
        return chunk(`{"content":${JSON.stringify(event.text)}}`);
      case 'reasoning-delta':
        return chunk(`{"reasoning_content":${JSON.stringify(event.text)}}`);
      case 'reasoning-break':
        return chunk('{"reasoning_content":"\\n\\n"}');
      case 'reasoning-signature': {
        const proof = markSignature(event.signature, maker);
        const isText = event.signature.kind === 'signature';
        const detail = isText
          ? { type: 'reasoning.text', signature: proof, index: event.block }
          : { type: 'reasoning.encrypted', data: proof, index: event.block };
        return chunk(JSON.stringify({ reasoning_details: [detail] }));
      }
      case 'refusal-delta':
        hadRefusal = true;
        return chunk(`{"refusal":${JSON.stringify(event.text)}}`);
      case 'text-logprobs':
        return chunk('{}', JSON.stringify(renderLogprobs(event.logprobs)));
      case 'text-annotation':
        return chunk(JSON.stringify({ annotations: [renderAnnotation(event.annotation)] }));
      case 'tool-call-start':
        return startCall(event);
      case 'tool-call-delta':
        return callPiece(event.block, event.text);
      case 'block-end':
        return endCall(event.block);
      case 'usage':
        usage = event.usage;
        return '';
      case 'finish':
        finish = renderFinishReason(event.reason, hadRefusal);
        return '';
      case 'end':
        return `${chunk('{}', 'null', JSON.stringify(finish))}${usageChunk()}data: ${doneMarker}\n\n`;
      default:
        return '';
    }
  }

  function startCall({ block, id, name, kind }: ExchangeEvent & { type: 'tool-call-start' }): string {
    const call = { index: calls.size, kind, isEmpty: true };
    calls.set(block, call);
    const body = kind === 'custom' ? { custom: { name, input: '' } } : { function: { name, arguments: '' } };
    return chunk(JSON.stringify({ tool_calls: [{ index: call.index, id, type: kind, ...body }] }));
  }

  function callPiece(block: number, text: string): string {
    const call = calls.get(block);
    if (!call) return '';
    call.isEmpty = false;
    const piece = JSON.stringify(text);
    const body = call.kind === 'custom' ? `"custom":{"input":${piece}}` : `"function":{"arguments":${piece}}`;
    return chunk(`{"tool_calls":[{"index":${call.index},${body}}]}`);
  }

  /** A call without arguments has the arguments `{}`: clients parse what was put together (field-failures 3). */
  function endCall(block: number): string {
    const call = calls.get(block);
    return call?.kind === 'function' && call.isEmpty ? callPiece(block, '{}') : '';
  }

  function usageChunk(): string {
    if (!asksForUsage(request.source)) return '';
    return `${head.slice(0, -1)}[],"usage":${JSON.stringify(renderUsage(usage))}}\n\n`;
  }

  return { step, fail: (fault, faultContext) => renderFaultEvent(fault, faultContext) };
}
