'use client';

import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import type { Offer } from '@/lib/admin/providers/rows';

interface Props {
  offers: readonly Offer[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

/** More are found by a part of their name, not by scrolling. */
const mostShown = 200;

export function OfferTable({ offers, chosen, onChange }: Props) {
  function tick(id: string, isTicked: boolean) {
    const next = new Set(chosen);
    if (isTicked) next.add(id);
    else next.delete(id);
    onChange(next);
  }
  return (
    <>
      <Table label="Models of the provider">
        <thead>
          <tr>
            <HeadCell>Model</HeadCell>
            <HeadCell numeric>Context</HeadCell>
            <HeadCell numeric>Answer</HeadCell>
            <HeadCell numeric>USD per million, in / out</HeadCell>
            <HeadCell>Here</HeadCell>
          </tr>
        </thead>
        <tbody>
          {offers.slice(0, mostShown).map((offer) => (
            <Row key={offer.id}>
              <Cell>
                <label className="flex items-center gap-2.5 whitespace-nowrap">
                  <input
                    type="checkbox"
                    className="size-4 shrink-0 accent-accent"
                    checked={chosen.has(offer.id)}
                    disabled={reasonAgainst(offer) !== null}
                    onChange={({ target }) => tick(offer.id, target.checked)}
                  />
                  <span>
                    {offer.id}
                    {offer.title && offer.title !== offer.id && (
                      <span className="block text-muted text-xs">{offer.title}</span>
                    )}
                  </span>
                </label>
              </Cell>
              <Cell numeric>{offer.context_tokens?.toLocaleString('en') ?? '–'}</Cell>
              <Cell numeric>{offer.max_output_tokens?.toLocaleString('en') ?? '–'}</Cell>
              <Cell numeric className="whitespace-nowrap">
                {offer.price
                  ? `${offer.price.input.toLocaleString('en')} / ${offer.price.output.toLocaleString('en')}`
                  : '–'}
              </Cell>
              <Cell className="whitespace-nowrap text-muted">{reasonAgainst(offer) ?? ''}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {offers.length > mostShown && (
        <p className="text-muted text-sm">The first {mostShown} are shown: find others by a part of their name.</p>
      )}
    </>
  );
}

/** As `modelId` has it (lib/config/field-kinds.ts): what has another name is added by hand, under one of ours. */
function reasonAgainst({ id, added_as }: Offer): string | null {
  if (added_as !== null) return added_as === id ? 'added' : `added as ${added_as}`;
  return /^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}$/.test(id) ? null : 'add it by hand: its name is none here';
}
