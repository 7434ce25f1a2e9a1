import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Isolated } from './isolated';

const shown = (text: string, chosen: string | null) => renderToStaticMarkup(createElement(Isolated, { text, chosen }));

it('isolates what a caller chose wherever it is quoted, and leaves the sentence as it is', () => {
  const turned = 'a\u202e(b)';
  expect(shown(`“${turned}” is none, "${turned}" is not.`, turned)).toBe(
    `<bdi>“${turned}”</bdi> is none, <bdi>&quot;${turned}&quot;</bdi> is not.`,
  );
  expect(shown(`The model "${'x'.repeat(64)}…".`, 'x'.repeat(80))).toContain('<bdi>&quot;x');
  expect(shown('It is a model.', 'a')).toBe('It is a model.');
  expect(shown('It named none.', null)).toBe('It named none.');
});
