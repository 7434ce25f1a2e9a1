/** UTF-16 units a token, by the script: what o200k_base comes to for ordinary text in it. */
const ASCII = 4;
const ALPHABETS = 2.5;
const IDEOGRAPHS = 1.4;

/** About how many tokens a model takes for a text, without looking at a word of it. */
export function approximateTokens(text: string): number {
  let tokens = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    tokens += 1 / (unit < 0x80 ? ASCII : unit < 0x2e80 ? ALPHABETS : IDEOGRAPHS);
  }
  return Math.ceil(tokens);
}
