import { isObject } from '../json-values';

/** What the items hold, as far as it decides who can carry them and what they weigh. */
export interface InputSurvey {
  images: { low: number; other: number };
  files: number;
  /** Characters of encoded media, which are no text. */
  encodedLength: number;
  /** Characters of reasoning in cipher. */
  cipherLength: number;
  toolItems: boolean;
}

export function surveyInput(items: readonly unknown[]): InputSurvey {
  const survey: InputSurvey = {
    images: { low: 0, other: 0 },
    files: 0,
    encodedLength: 0,
    cipherLength: 0,
    toolItems: false,
  };
  for (const item of items) {
    if (!isObject(item)) continue;
    if (toolItems.has(item.type)) survey.toolItems = true;
    survey.cipherLength += textLength(item.encrypted_content);
    for (const parts of [item.content, item.output])
      if (Array.isArray(parts)) for (const part of parts) surveyPart(part, survey);
  }
  return survey;
}

const toolItems: ReadonlySet<unknown> = new Set([
  'function_call',
  'function_call_output',
  'custom_tool_call',
  'custom_tool_call_output',
]);

function surveyPart(part: unknown, survey: InputSurvey): void {
  if (!isObject(part)) return;
  if (part.type === 'input_image') {
    // The object form is that of Chat Completions, which several clients send here too.
    const url = isObject(part.image_url) ? part.image_url.url : part.image_url;
    if (part.detail === 'low') survey.images.low += 1;
    else survey.images.other += 1;
    if (typeof url === 'string' && url.startsWith('data:')) survey.encodedLength += url.length;
  } else if (isObject(part.input_audio)) survey.encodedLength += textLength(part.input_audio.data);
  else {
    if (part.type === 'input_file') survey.files += 1;
    survey.encodedLength += textLength(part.file_data);
  }
}

function textLength(value: unknown): number {
  return typeof value === 'string' ? value.length : 0;
}
