import { describe, expect, it } from 'vitest';
import { parseRequest } from './parse-request';
import { renderSameRequest } from './pass-through-request';

const render = (text: string, model = 'upstream') => renderSameRequest(parseRequest(text), model);

describe('the body for a target', () => {
  it.each([
    ['the model alone', '{"model":"g","messages":[]}', '{"model":"upstream","messages":[]}'],
    [
      'the model, with spacing and number forms as they came',
      '\n{ "temperature" : 1.0,\t"model" :"g" , "seed":12345678901234567890,"top_p":1e-1, "messages" : [ ] }\r\n',
      '\n{ "temperature" : 1.0,\t"model" :"upstream" , "seed":12345678901234567890,"top_p":1e-1, "messages" : [ ] }\r\n',
    ],
    ['a model under an escaped name', '{"\\u006dodel":"g","messages":[]}', '{"\\u006dodel":"upstream","messages":[]}'],
    [
      'every model of several, so that no parser sees another',
      '{"model":"other","messages":[],"mod\\u0065l":"g"}',
      '{"model":"upstream","messages":[],"mod\\u0065l":"upstream"}',
    ],
    [
      'no model inside another field',
      '{"model":"g","messages":[{"model":"g"}]}',
      '{"model":"upstream","messages":[{"model":"g"}]}',
    ],
    [
      'no field that nobody knows',
      '{"model":"g","messages":[],"x_vendor":{"a":[1.0,{"b":null}],"a":2},"2":1,"1":2}',
      '{"model":"upstream","messages":[],"x_vendor":{"a":[1.0,{"b":null}],"a":2},"2":1,"1":2}',
    ],
    [
      'no spelling of what is said',
      '{"messages":[{"role":"user","content":"\\u00e9 \\/ é 😀 \\ud83d\\ude00 \\ud800"}],"model":"g"}',
      '{"messages":[{"role":"user","content":"\\u00e9 \\/ é 😀 \\ud83d\\ude00 \\ud800"}],"model":"upstream"}',
    ],
    [
      'nothing about usage when it does not stream',
      '{"model":"g","messages":[],"stream":false}',
      '{"model":"upstream","messages":[],"stream":false}',
    ],
  ])('changes %s', (_what, sent, rendered) => {
    expect(render(sent)).toBe(rendered);
  });

  it('writes a model name that needs escaping', () => {
    expect(JSON.parse(render('{"model":"g","messages":[]}', 'a"b\\c\n')).model).toBe('a"b\\c\n');
  });
});

describe('the option that makes a stream report usage', () => {
  const head = '{"model":"g","messages":[],"stream":true';
  const out = '{"model":"upstream","messages":[],"stream":true';
  it.each([
    ['is added where it is not there', '}', ',"stream_options":{"include_usage":true}}'],
    ['is added before the space at the end', ' \n}', ',"stream_options":{"include_usage":true} \n}'],
    [
      'stays as it came when it asks already',
      ', "stream_options" : { "include_usage" : true } }',
      ', "stream_options" : { "include_usage" : true } }',
    ],
    ['takes the place of null', ',"stream_options":null}', ',"stream_options":{"include_usage":true}}'],
    ['joins an empty object', ',"stream_options":{}}', ',"stream_options":{"include_usage":true}}'],
    ['joins an empty object with room in it', ',"stream_options":{ }}', ',"stream_options":{"include_usage":true}}'],
    [
      'is turned on where it is off',
      ',"stream_options":{"include_usage":false}}',
      ',"stream_options":{"include_usage":true}}',
    ],
    [
      'is turned on where it is null',
      ',"stream_options":{"include_usage":null}}',
      ',"stream_options":{"include_usage":true}}',
    ],
    [
      'leaves the other options as they are',
      ',"stream_options":{ "x": 1.0,"y":12345678901234567890, "include_usage" :false , "z":"\\u00e9"}}',
      ',"stream_options":{ "x": 1.0,"y":12345678901234567890, "include_usage" :true , "z":"\\u00e9"}}',
    ],
    [
      'joins the other options',
      ',"stream_options":{"include_obfuscation": false, "n":1.0 }}',
      ',"stream_options":{"include_obfuscation": false, "n":1.0,"include_usage":true }}',
    ],
    [
      'is in every one of several, so that no parser sees another',
      ',"stream_options":{"a":1.0},"stream_options":{"include_usage":false}}',
      ',"stream_options":{"a":1.0,"include_usage":true},"stream_options":{"include_usage":true}}',
    ],
    ['takes the place of what is no object', ',"stream_options":[1]}', ',"stream_options":{"include_usage":true}}'],
  ])('%s', (_what, sent, rendered) => {
    expect(render(head + sent)).toBe(out + rendered);
  });

  it('is added after a model that stands last', () => {
    expect(render('{"messages":[],"stream":true,"model":"g"}')).toBe(
      '{"messages":[],"stream":true,"model":"upstream","stream_options":{"include_usage":true}}',
    );
  });
});
