/** One server-sent event or comment as a client meets it. */
export interface ReceivedEvent {
  data: string;
  comment: string;
  /** `performance.now()` of its arrival. */
  at: number;
}

export interface StreamReader {
  /** The next event or comment; null at the end. Throws where the connection breaks. */
  next(): Promise<ReceivedEvent | null>;
  /** Everything to the end. */
  rest(): Promise<ReceivedEvent[]>;
}

/** Reads a stream event by event. Our own small parser: the router's must not be what proves it right. */
export function readStream(response: Response): StreamReader {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder('utf8', { fatal: true });
  let text = '';

  async function next(): Promise<ReceivedEvent | null> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end !== -1) {
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const data = lines.filter((line) => line.startsWith('data: ')).map((line) => line.slice(6));
        const comment = lines.filter((line) => line.startsWith(':')).map((line) => line.slice(1).trim());
        if (data.length + comment.length !== lines.length) throw new Error(`not an event: ${JSON.stringify(lines)}`);
        return { data: data.join('\n'), comment: comment.join('\n'), at: performance.now() };
      }
      const { done, value } = await reader.read();
      if (done) {
        if (text !== '') throw new Error(`the stream ends within an event: ${JSON.stringify(text)}`);
        return null;
      }
      text += decoder.decode(value, { stream: true });
    }
  }

  return {
    next,
    async rest() {
      const events: ReceivedEvent[] = [];
      for (let event = await next(); event !== null; event = await next()) events.push(event);
      return events;
    },
  };
}

interface Chunk {
  model?: string;
  usage?: unknown;
  choices?: { delta?: { content?: string }; finish_reason?: string | null }[];
  error?: { code: string; message: string; request_id: string };
}

/** What a stream came to: its text, and its last word, of which there must be one and at the end. */
export function summarize(events: readonly ReceivedEvent[]) {
  const frames = events.filter((event) => event.data !== '').map((event) => event.data);
  const chunks = frames.filter((data) => data !== '[DONE]').map((data) => JSON.parse(data) as Chunk);
  const terminal = frames.map((data) => data === '[DONE]' || data.startsWith('{"error"'));
  return {
    chunks,
    text: chunks.map((chunk) => chunk.choices?.[0]?.delta?.content ?? '').join(''),
    models: [...new Set(chunks.map((chunk) => chunk.model).filter((model) => model !== undefined))],
    comments: events.filter((event) => event.comment !== '').length,
    error: chunks.find((chunk) => chunk.error)?.error ?? null,
    done: frames.includes('[DONE]'),
    endsOnce: terminal.filter(Boolean).length === 1 && terminal.at(-1) === true,
  };
}
