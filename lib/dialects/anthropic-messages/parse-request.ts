import { type Need, needNames } from '../../exchange/capabilities';
import type { ExchangeRequest, OperationId, RequestHeaders, TokenEstimate } from '../../exchange/request';
import { Fault } from '../../faults/fault';
import { type JsonSize, jsonSize } from '../json-size';
import { countOrNull, isObject } from '../json-values';
import { readBody, readModel } from '../read-body';

/** Reads a Messages body. Only what planning needs is looked at; every other field is the upstream's to judge. */
export function parseRequest(text: string, headers: RequestHeaders): ExchangeRequest {
  return read(text, headers, 'messages');
}

/** The same body, of which only the size is asked. Nothing is generated, so nothing is reserved for it. */
export function parseCountRequest(text: string, headers: RequestHeaders): ExchangeRequest {
  return { ...read(text, headers, 'messages/count_tokens'), stream: false, maxOutputTokens: 0 };
}

function read(text: string, headers: RequestHeaders, operation: OperationId): ExchangeRequest {
  const { body, source } = readBody(text);
  const model = readModel(body);
  if (!Array.isArray(body.messages)) {
    throw new Fault('invalid-request', { message: '"messages" must be an array of messages.', param: 'messages' });
  }
  if (body.stream !== undefined && body.stream !== null && typeof body.stream !== 'boolean') {
    throw new Fault('invalid-request', { message: '"stream" must be true or false.', param: 'stream' });
  }
  const survey: Survey = { images: 0, documents: 0, files: 0, encodedLength: 0, toolTurns: false };
  for (const message of body.messages) if (isObject(message)) surveyBlocks(message.content, survey);
  return {
    dialect: 'anthropic-messages',
    operation,
    model,
    stream: body.stream === true,
    requires: requirements(body, survey),
    inputTokens: estimate(jsonSize(body), body.messages.length, survey),
    maxOutputTokens: countOrNull(body.max_tokens),
    source,
    boundTo: null,
    headers,
  };
}

/** What the messages hold, as far as it decides who can carry them. */
interface Survey {
  images: number;
  documents: number;
  /** Those that are no plain text. */
  files: number;
  /** Characters of encoded images and documents, which are no text. */
  encodedLength: number;
  toolTurns: boolean;
}

function surveyBlocks(content: unknown, survey: Survey): void {
  if (!Array.isArray(content)) return;
  for (const block of content) {
    if (!isObject(block)) continue;
    if (block.type === 'image') survey.images += 1;
    else if (block.type === 'document') {
      survey.documents += 1;
      if (!isPlainText(block.source)) survey.files += 1;
    } else if (block.type === 'tool_use') survey.toolTurns = true;
    else if (block.type === 'tool_result') {
      survey.toolTurns = true;
      surveyBlocks(block.content, survey);
    }
    const { source } = block;
    if (isObject(source) && source.type === 'base64' && typeof source.data === 'string')
      survey.encodedLength += source.data.length;
  }
}

/** Text given as a document, whole or in pieces to be cited: dialects that have no such documents are told it as text. */
function isPlainText(source: unknown): boolean {
  return isObject(source) && (source.type === 'text' || source.type === 'content');
}

/**
 * Thinking is no requirement: agents ask for it with every request, whatever the model, and a model that cannot think
 * answers all the same.
 */
function requirements(body: Record<string, unknown>, survey: Survey): Need[] {
  const needs: Record<Need, boolean> = {
    tools: (Array.isArray(body.tools) && body.tools.length > 0) || survey.toolTurns,
    vision: survey.images > 0,
    files: survey.files > 0,
    structured_output: isObject(outputFormatOf(body)),
    reasoning: false,
    embeddings: false,
  };
  return needNames.filter((name) => needs[name]);
}

/** `output_format` is the name it had in its beta. */
export function outputFormatOf(body: Readonly<Record<string, unknown>>): unknown {
  const format = isObject(body.output_config) ? body.output_config.format : null;
  return format ?? body.output_format;
}

/**
 * Text as in lib/dialects/openai-chat/parse-request.ts. An image comes to at most 1,600 tokens with most models and to 4,784
 * with those that take it in high resolution (https://platform.claude.com/docs/en/build-with-claude/vision); a document
 * counts as a few pages, since how many it has is not known without reading it.
 */
function estimate(size: JsonSize, messageCount: number, { images, documents, encodedLength }: Survey): TokenEstimate {
  return {
    likely: Math.ceil((size.characters - encodedLength) / 4) + images * 1_200 + documents * 3_000,
    media: images * 1_200 + documents * 3_000,
    atMost: Math.ceil((size.bytes - encodedLength) / 2) + messageCount * 4 + images * 4_784 + documents * 12_000,
  };
}
