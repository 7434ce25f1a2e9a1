import { readFileSync } from 'node:fs';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { type ExchangeRequest, noHeaders } from '../../../exchange/request';
import { createFrameReader, type Frame } from '../../sse';
import { parseRequest } from '../parse-request';

export const streams = ['text', 'cache', 'thinking-tools', 'unknown', 'overloaded', 'compatible'] as const;

export function readFixture(name: string): string {
  return readFileSync(path.join(import.meta.dirname, name), 'utf8');
}

/** The frames of a stream whose bytes come in two pieces, cut at `cut`. */
export function framesOf(text: string, cut = 0): Frame[] {
  const bytes = Buffer.from(text);
  const decoder = new StringDecoder('utf8');
  const reader = createFrameReader();
  return [bytes.subarray(0, cut), bytes.subarray(cut)].flatMap((piece) => reader.feed(decoder.write(piece)));
}

export function messagesRequest(body: object = {}): ExchangeRequest {
  const plain = { model: 'general', max_tokens: 1000, messages: [{ role: 'user', content: 'hello' }] };
  return parseRequest(JSON.stringify({ ...plain, ...body }), noHeaders);
}

export const claudeCode = readFixture('claude-code.json');
