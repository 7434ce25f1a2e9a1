import { Fragment } from 'react';

/**
 * A sentence in which something stands that a caller chose, such as the name of a model: in an isolation of its own, so that
 * what turns the direction of writing turns nothing but itself.
 */
export function Isolated({ text, chosen }: { text: string; chosen: string | null }) {
  if (!chosen) return text;
  const parts = text.split(quoted(chosen));
  return parts.map((part, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence have no name but their place
    place % 2 === 1 ? <bdi key={place}>{part}</bdi> : <Fragment key={place}>{part}</Fragment>,
  );
}

/** As the page quotes a name, or as a message of the router does, which cuts it off. */
function quoted(chosen: string): RegExp {
  const cut = `${chosen.slice(0, 64)}…`;
  const all = [`“${chosen}”`, JSON.stringify(chosen), JSON.stringify(cut)];
  return new RegExp(`(${all.map((each) => each.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})`);
}
