import Form from 'next/form';
import type { ReactNode } from 'react';
import { Button } from '@/app/_ui/button';
import { describedBy, Field, Select } from '@/app/_ui/field';
import { TextLink } from '@/app/_ui/text-link';
import type { Query } from './address';
import { FilterInput } from './filter-input';

interface Props {
  /** The page's own address, which is the list without any filter. */
  path: string;
  query: Query;
  /** What is searched: Tokens, Requests, … */
  label: string;
  isNarrowed: boolean;
  /** Fields of the address that stay as they are: the order, and what no control of this form says. */
  keep?: readonly string[];
  /** Beside the buttons: what else the list is narrowed by. */
  note?: ReactNode;
  children: ReactNode;
}

/** What a list is narrowed by: a form that makes an address, so that what is chosen can be kept and sent on. It works without a script. */
export function FilterForm({ path, query, label, isNarrowed, keep = ['sort'], note, children }: Props) {
  return (
    // A form of another address is another form: what stands in its fields is what the list shows.
    <Form key={JSON.stringify(query)} action={path} prefetch={false} role="search" aria-label={label} className="mb-5">
      {keep.map((name) => query[name] && <input key={name} type="hidden" name={name} value={query[name]} />)}
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2.5">{children}</div>
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <Button type="submit" size="small">
          Show
        </Button>
        {isNarrowed && <TextLink href={path}>Show all</TextLink>}
        {note}
      </div>
    </Form>
  );
}

interface ControlProps {
  /** The field of the address. */
  name: string;
  label: string;
  query: Query;
  problem?: string | undefined;
}

/** One field of such a form, under its name. */
export function FilterField({ name, label, problem, children }: Omit<ControlProps, 'query'> & { children: ReactNode }) {
  return (
    <div className="min-w-36 max-w-72 flex-1">
      <Field id={filterId(name)} label={label} problem={problem ?? null}>
        {children}
      </Field>
    </div>
  );
}

export const filterId = (name: string) => `filter-${name}`;

interface TextProps extends ControlProps {
  type?: 'search' | 'text' | 'date';
  placeholder?: string;
  maxLength?: number;
}

export function FilterText({ query, type = 'text', placeholder, maxLength = 200, ...field }: TextProps) {
  const { name, problem } = field;
  return (
    <FilterField {...field}>
      <FilterInput
        {...describedBy(filterId(name), problem)}
        {...{ name, type, placeholder, maxLength }}
        defaultValue={query[name]}
      />
    </FilterField>
  );
}

interface ChoiceProps extends ControlProps {
  options: readonly (readonly [value: string, words: string])[];
  /** There can be no other: what an address says beside them is told by the page, and not offered. */
  isClosed?: boolean;
}

/** One of several, or any. An address may say what is none of them: then that stands there too. */
export function FilterChoice({ query, options, isClosed = false, ...field }: ChoiceProps) {
  const { name, problem } = field;
  const asked = query[name] ?? '';
  const isKnown = asked === '' || options.some(([each]) => each === asked);
  const isOther = !isKnown && !isClosed;
  const value = isKnown || isOther ? asked : '';
  return (
    <FilterField {...field}>
      <Select {...describedBy(filterId(name), problem)} name={name} defaultValue={value}>
        <option value="">any</option>
        {isOther && <option value={value}>{value}</option>}
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </Select>
    </FilterField>
  );
}

/** Whose an object is, as every list of objects can be narrowed by. */
export const managerOptions = [
  ['console', 'the console'],
  ['file', 'a file'],
  ['demo', 'the demo'],
] as const;
