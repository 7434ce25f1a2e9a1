import { type Need, needNames } from '../../exchange/capabilities';
import { type ExchangeRequest, noHeaders, type RequestHeaders, type TokenEstimate } from '../../exchange/request';
import { Fault } from '../../faults/fault';
import { type JsonSize, jsonSize } from '../json-size';
import { countOrNull, isObject } from '../json-values';
import { readId } from '../provenance';
import { readBody, readModel } from '../read-body';
import { type InputSurvey, surveyInput } from './survey-input';

/** Reads a Responses body. Only what planning needs is looked at; every other field is the upstream's to judge. */
export function parseRequest(text: string, headers: RequestHeaders = noHeaders): ExchangeRequest {
  const { body, source } = readBody(text);
  const model = readModel(body);
  const { input } = body;
  // A stored prompt can hold the whole input.
  if (typeof input !== 'string' && !Array.isArray(input) && !isObject(body.prompt)) {
    throw new Fault('invalid-request', { message: '"input" must be a text or an array of items.', param: 'input' });
  }
  if (body.stream !== undefined && body.stream !== null && typeof body.stream !== 'boolean') {
    throw new Fault('invalid-request', { message: '"stream" must be true or false.', param: 'stream' });
  }
  const items = Array.isArray(input) ? input : [];
  const survey = surveyInput(items);
  return {
    dialect: 'openai-responses',
    operation: 'responses',
    model,
    stream: body.stream === true,
    requires: requirements(body, survey),
    inputTokens: estimate(jsonSize(body), items.length + 1, survey),
    maxOutputTokens: countOrNull(body.max_output_tokens),
    source,
    boundTo: typeof body.previous_response_id === 'string' ? readId(body.previous_response_id).maker : null,
    headers,
  };
}

function requirements(body: Record<string, unknown>, survey: InputSurvey): Need[] {
  const format = isObject(body.text) && isObject(body.text.format) ? body.text.format.type : null;
  const effort = isObject(body.reasoning) ? body.reasoning.effort : null;
  const needs: Record<Need, boolean> = {
    tools: (Array.isArray(body.tools) && body.tools.length > 0) || survey.toolItems,
    vision: survey.images.low + survey.images.other > 0,
    files: survey.files > 0,
    structured_output: format === 'json_schema' || format === 'json_object',
    // A summary alone is a wish: Codex asks for one of every model.
    reasoning: typeof effort === 'string' && effort !== 'none',
    embeddings: false,
  };
  return needNames.filter((name) => needs[name]);
}

/** The same figures as for Chat Completions (openai-chat/parse-request.ts): it is the same models that read them. */
function estimate(size: JsonSize, itemCount: number, survey: InputSurvey): TokenEstimate {
  const { low, other } = survey.images;
  const { encodedLength, cipherLength } = survey;
  return {
    // What a model thought in earlier turns is mostly not read again, and its cipher is longer than the thought.
    likely: Math.ceil((size.characters - encodedLength - cipherLength) / 4) + low * 85 + other * 425,
    media: low * 85 + other * 425,
    atMost: Math.ceil((size.bytes - encodedLength) / 2) + itemCount * 4 + low * 85 + other * 1445,
  };
}
