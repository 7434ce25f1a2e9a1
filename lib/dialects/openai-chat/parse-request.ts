import { type Need, needNames } from '../../exchange/capabilities';
import { type ExchangeRequest, noHeaders, type TokenEstimate } from '../../exchange/request';
import { Fault } from '../../faults/fault';
import { type JsonSize, jsonSize } from '../json-size';
import { countOrNull, isObject } from '../json-values';
import { readBody, readModel } from '../read-body';

/** Reads a Chat Completions body. Only what planning needs is looked at; every other field is the upstream's to judge. */
export function parseRequest(text: string): ExchangeRequest {
  const { body, source } = readBody(text);
  const model = readModel(body);
  if (!Array.isArray(body.messages)) {
    throw new Fault('invalid-request', { message: '"messages" must be an array of messages.', param: 'messages' });
  }
  if (body.stream !== undefined && body.stream !== null && typeof body.stream !== 'boolean') {
    throw new Fault('invalid-request', { message: '"stream" must be true or false.', param: 'stream' });
  }
  const content = surveyMessages(body.messages);
  return {
    dialect: 'openai-chat',
    operation: 'chat/completions',
    model,
    stream: body.stream === true,
    requires: requirements(body, content),
    inputTokens: estimate(jsonSize(body), body.messages.length, content),
    maxOutputTokens: countOrNull(body.max_completion_tokens) ?? countOrNull(body.max_tokens),
    source,
    boundTo: null,
    headers: noHeaders,
  };
}

/** What the messages hold, as far as it decides who can carry them. */
interface MessageSurvey {
  images: { low: number; other: number };
  files: number;
  /** Characters of data addresses, which are no text. */
  encodedLength: number;
  toolTurns: boolean;
}

function surveyMessages(messages: readonly unknown[]): MessageSurvey {
  const survey: MessageSurvey = { images: { low: 0, other: 0 }, files: 0, encodedLength: 0, toolTurns: false };
  for (const message of messages) {
    if (!isObject(message)) continue;
    if (isToolTurn(message)) survey.toolTurns = true;
    if (Array.isArray(message.content)) for (const part of message.content) surveyPart(part, survey);
  }
  return survey;
}

function isToolTurn({ role, tool_calls, function_call }: Record<string, unknown>): boolean {
  return role === 'tool' || role === 'function' || isFilled(tool_calls) || isObject(function_call);
}

function surveyPart(part: unknown, survey: MessageSurvey): void {
  if (!isObject(part)) return;
  if (part.type === 'image_url') {
    // The object form is OpenAI's; the bare string is what several compatible clients send.
    const image = isObject(part.image_url) ? part.image_url : { url: part.image_url };
    if (image.detail === 'low') survey.images.low += 1;
    else survey.images.other += 1;
    survey.encodedLength += dataLength(image.url);
  } else if (isObject(part.input_audio)) survey.encodedLength += textLength(part.input_audio.data);
  else if (isObject(part.file)) {
    survey.files += 1;
    survey.encodedLength += textLength(part.file.file_data);
  }
}

function requirements(body: Record<string, unknown>, survey: MessageSurvey): Need[] {
  const needs: Record<Need, boolean> = {
    tools: isFilled(body.tools) || isFilled(body.functions) || survey.toolTurns,
    vision: survey.images.low + survey.images.other > 0,
    files: survey.files > 0,
    structured_output: isObject(body.response_format) && isStructured(body.response_format.type),
    reasoning: typeof body.reasoning_effort === 'string' && body.reasoning_effort !== 'none',
    embeddings: false,
  };
  return needNames.filter((name) => needs[name]);
}

function isStructured(type: unknown): boolean {
  return type === 'json_schema' || type === 'json_object';
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

function textLength(value: unknown): number {
  return typeof value === 'string' ? value.length : 0;
}

function dataLength(url: unknown): number {
  return typeof url === 'string' && url.startsWith('data:') ? url.length : 0;
}

/**
 * Figures of OpenAI's own image accounting: 85 tokens at low detail, 85 + 170 a tile else, at most 8 tiles. Text counts
 * by the size of the JSON it stands in, so tools and names are in it: four characters a token is what English comes to.
 * Two bytes a token is what dense code does not exceed, nor the scripts that have a token a character and three bytes each.
 * Each message carries a few tokens of its own.
 */
function estimate(size: JsonSize, messageCount: number, survey: MessageSurvey): TokenEstimate {
  const { low, other } = survey.images;
  return {
    likely: Math.ceil((size.characters - survey.encodedLength) / 4) + low * 85 + other * 425,
    media: low * 85 + other * 425,
    atMost: Math.ceil((size.bytes - survey.encodedLength) / 2) + messageCount * 4 + low * 85 + other * 1445,
  };
}
