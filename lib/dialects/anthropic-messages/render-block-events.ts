import type { Signature } from '../../exchange/conversation';
import type { Annotation, ExchangeEvent } from '../../exchange/events';
import { markSignature } from '../provenance';
import { callSignature, renderCitation, unsigned } from './render-block';

/** One neutral block as the events of its own. It opens with its first content and not before. */
export interface OpenBlock {
  write(event: ExchangeEvent): string;
  end(): string;
}

/** Gives blocks their indexes: from 0, one at a time. */
export function openBlockWriter(maker: string) {
  let index = -1;

  function start(block: object): string {
    index += 1;
    return frame('content_block_start', `"content_block":${JSON.stringify(block)}`);
  }

  function delta(type: string, member: string, value: string): string {
    return frame('content_block_delta', `"delta":{"type":"${type}","${member}":${value}}`);
  }

  function stop(): string {
    return `event: content_block_stop\ndata: {"type":"content_block_stop","index":${index}}\n\n`;
  }

  function frame(type: string, rest: string): string {
    return `event: ${type}\ndata: {"type":"${type}","index":${index},${rest}}\n\n`;
  }

  function openText(): OpenBlock {
    let isOpen = false;
    const open = () => {
      const opening = isOpen ? '' : start({ type: 'text', text: '' });
      isOpen = true;
      return opening;
    };
    const cite = (annotation: Annotation) =>
      open() + delta('citations_delta', 'citation', JSON.stringify(renderCitation(annotation, '', maker)));
    return {
      write(event) {
        if (event.type === 'text-annotation') return cite(event.annotation);
        if (event.type !== 'text-delta' && event.type !== 'refusal-delta') return '';
        return event.text === '' ? '' : open() + delta('text_delta', 'text', JSON.stringify(event.text));
      },
      end: () => (isOpen ? stop() : ''),
    };
  }

  function openReasoning(): OpenBlock {
    let isOpen = false;
    let signed = false;
    const open = () => {
      const opening = isOpen ? '' : start({ type: 'thinking', thinking: '', signature: '' });
      isOpen = true;
      return opening;
    };
    const think = (text: string) =>
      text === '' ? '' : open() + delta('thinking_delta', 'thinking', JSON.stringify(text));
    const sign = (signature: Signature) => {
      signed = true;
      const value = markSignature(signature, maker);
      if (signature.kind === 'redacted' && !isOpen) return start({ type: 'redacted_thinking', data: value }) + stop();
      return open() + delta('signature_delta', 'signature', JSON.stringify(value));
    };
    return {
      write(event) {
        if (event.type === 'reasoning-delta') return think(event.text);
        if (event.type === 'reasoning-break') return isOpen ? think('\n\n') : '';
        return event.type === 'reasoning-signature' ? sign(event.signature) : '';
      },
      end() {
        if (!isOpen) return '';
        return (signed ? '' : sign(unsigned)) + stop();
      },
    };
  }

  /** A call waits for what comes after its start: a signature goes before it. One that comes later goes after it. */
  function openCall({ id, name, kind }: ExchangeEvent & { type: 'tool-call-start' }): OpenBlock {
    let isOpen = false;
    let late: Signature | null = null;
    let isEmpty = true;
    const open = () => {
      const opening = isOpen ? '' : start({ type: 'tool_use', id, name, input: {} });
      isOpen = true;
      return opening;
    };
    const input = (json: string) => delta('input_json_delta', 'partial_json', json);
    const sign = (signature: Signature) => start(callSignature(signature, id, maker)) + stop();
    return {
      write(event) {
        if (event.type === 'tool-call-signature') {
          if (!isOpen) return sign(event.signature);
          late = event.signature;
        }
        if (event.type !== 'tool-call-delta' || event.text === '') return '';
        // Only bridged tools reach a caller of this dialect, who offers functions: a custom one's text is one string.
        const text = kind === 'custom' ? JSON.stringify(event.text).slice(1, -1) : event.text;
        const opening = open() + (isEmpty && kind === 'custom' ? input('"{\\"input\\":\\""') : '');
        isEmpty = false;
        return opening + input(JSON.stringify(text));
      },
      end() {
        let ending = open();
        if (isEmpty) ending += input(kind === 'custom' ? '"{\\"input\\":\\"\\"}"' : '"{}"');
        else if (kind === 'custom') ending += input('"\\"}"');
        ending += stop();
        return late ? ending + sign(late) : ending;
      },
    };
  }

  return {
    open(event: ExchangeEvent): OpenBlock {
      if (event.type === 'tool-call-start') return openCall(event);
      return event.type === 'reasoning-start' ? openReasoning() : openText();
    },
  };
}
