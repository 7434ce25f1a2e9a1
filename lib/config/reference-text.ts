/**
 * `${NAME}` and YAML: inside `{ … }` the braces are YAML's own, so `{ token: ${NAME} }` is broken YAML, though everyone
 * writes it. While the text is parsed the braces of a reference are therefore two characters of the private use area:
 * of the same length, so that every place in the text stays right.
 */
export function hideReferences(text: string): string {
  return text.replace(/\$\{([^{}[\],\n]*)\}/g, `$${open}$1${close}`);
}

/** The other way, for a text that came out of the parser. */
export function showReferences(text: string): string {
  return text.includes(open) ? text.replace(hidden, '$${$1}') : text;
}

const open = '\uE000';
const close = '\uE001';
const hidden = new RegExp(`\\$${open}([^${close}]*)${close}`, 'g');
