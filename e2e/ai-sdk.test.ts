import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, type LanguageModel, Output, stepCountIs, streamText, tool } from 'ai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type DialectId, dialectIds } from '@/lib/exchange/dialect-ids';
import { createToken } from './_support/configuration';
import { overEveryDialect, scriptedMock } from './_support/every-dialect';
import { type Router, useRouter } from './_support/router';

// Vercel's AI SDK reads every field of an answer with a schema: what our own dialects may have left out, it finds.
Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });
const alice = createToken('alice');
const mock = scriptedMock();

const providers: Record<string, (router: Router, model: string) => LanguageModel> = {
  'openai, Responses': ({ origin }, model) => createOpenAI({ baseURL: `${origin}/v1`, apiKey: alice })(model),
  'openai, Chat Completions': ({ origin }, model) =>
    createOpenAI({ baseURL: `${origin}/v1`, apiKey: alice }).chat(model),
  anthropic: ({ origin }, model) => createAnthropic({ baseURL: `${origin}/v1`, authToken: alice })(model),
  'openai-compatible': ({ origin }, model) =>
    createOpenAICompatible({
      name: 'router',
      baseURL: `${origin}/v1`,
      apiKey: alice,
      includeUsage: true,
      supportsStructuredOutputs: true,
    })(model),
};

/** What a provider of the SDK speaks. */
const spoken: Record<string, DialectId> = {
  'openai, Responses': 'openai-responses',
  'openai, Chat Completions': 'openai-chat',
  anthropic: 'anthropic-messages',
  'openai-compatible': 'openai-chat',
};

/** Who wants to see thoughts asks for them; and nothing is kept here. */
const providerOptions = {
  anthropic: { thinking: { type: 'enabled', budgetTokens: 1024 } },
  openai: { store: false },
} satisfies Parameters<typeof generateText>[0]['providerOptions'];

const place = z.object({ city: z.string() });
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

beforeAll(async () => void (await mock.start()));
afterAll(async () => await mock.stop());

describe('the AI SDK’s providers', () => {
  const router = useRouter('direct', () => ({ configuration: overEveryDialect(mock.url, alice) }));

  describe.each(Object.keys(providers).flatMap((name) => dialectIds.map((dialect) => [name, dialect] as const)))(
    '%s over %s',
    (name, dialect) => {
      const common = () => ({
        model: (providers[name] as (typeof providers)[string])(router, dialect),
        maxRetries: 0,
        maxOutputTokens: 1000,
      });

      function weather() {
        const asked: string[] = [];
        const execute = ({ city }: { city: string }) => {
          asked.push(city);
          return `sunny in ${city}`;
        };
        const tools = { get_weather: tool({ description: 'The weather.', inputSchema: place, execute }) };
        return { asked, tools, stopWhen: stepCountIs(3) };
      }

      test('a text, whole and streamed', async () => {
        const whole = await generateText({ ...common(), prompt: 'hello' });
        expect(whole.text).toBe('Hi there, how are you today? 😀');
        expect(whole.finishReason).toBe('stop');
        expect(whole.usage).toMatchObject({ inputTokens: 12, outputTokens: 7 });
        const streamed = streamText({ ...common(), prompt: 'hello', onError: raise });
        const pieces: string[] = [];
        for await (const piece of streamed.textStream) pieces.push(piece);
        expect(pieces.length).toBeGreaterThan(1);
        expect(pieces.join('')).toBe(whole.text);
        expect(await streamed.finishReason).toBe('stop');
        expect(await streamed.usage).toMatchObject({ inputTokens: 12, outputTokens: 7 });
      });

      test('tools that it runs itself, whole and streamed', async () => {
        const { asked, ...loop } = weather();
        const whole = await generateText({ ...common(), ...loop, prompt: 'weather' });
        expect(whole.text).toBe('It is sunny in Zürich.');
        expect(whole.steps[0]?.finishReason).toBe('tool-calls');
        expect(asked).toEqual(['Zürich', 'Bern']);
        const again = weather();
        const streamed = streamText({ ...common(), ...again, prompt: 'weather', onError: raise });
        expect(await streamed.text).toBe('It is sunny in Zürich.');
        expect((await streamed.steps).map(({ finishReason }) => finishReason)).toEqual(['tool-calls', 'stop']);
        expect(again.asked).toEqual(['Zürich', 'Bern']);
      });

      test('an object of a schema, whole and streamed', async () => {
        const output = Output.object({ schema: place });
        const whole = await generateText({ ...common(), output, prompt: 'extract' });
        expect(whole.output).toEqual({ city: 'Bern' });
        const streamed = streamText({ ...common(), output, prompt: 'extract', onError: raise });
        expect(await streamed.output).toEqual({ city: 'Bern' });
      });

      test('an image', async () => {
        const content = [
          { type: 'text' as const, text: 'look' },
          { type: 'image' as const, image: pixel, mediaType: 'image/png' },
        ];
        const { text } = await generateText({ ...common(), messages: [{ role: 'user', content }] });
        expect(text).toBe('One pixel.');
      });

      test('reasoning, and the turn after it', async () => {
        const asking = { ...common(), prompt: 'think', providerOptions };
        const { text, reasoningText, response } = await generateText(asking);
        expect(text).toBe('Four.');
        const told = streamText({ ...asking, onError: raise });
        expect(await told.text).toBe('Four.');
        // OpenAI's own provider has no words for it in Chat Completions; and what passes through is the upstream's own.
        if (name !== 'openai, Chat Completions' && spoken[name] !== dialect) {
          expect(reasoningText).toBe('Two and two.');
          expect(await told.reasoningText).toBe('Two and two.');
        }
        const messages = [
          { role: 'user' as const, content: 'think' },
          ...response.messages,
          { role: 'user' as const, content: 'hello' },
        ];
        const after = await generateText({ ...common(), messages, providerOptions });
        expect(after.text).toBe('Hi there, how are you today? 😀');
        // Left to itself this provider sends the ids of what was said and not the words, and only who kept those has them.
        if (name !== 'openai, Responses' || dialect === 'openai-responses') return;
        await expect(generateText({ ...common(), messages })).rejects.toThrow(/input\[1\] \(item_reference\)/);
      });
    },
  );
});

function raise({ error }: { error: unknown }): never {
  throw error;
}
