'use client';

import { useId } from 'react';
import { Button } from '@/app/_ui/button';
import { describedBy, Field, Input, Select, Textarea } from '@/app/_ui/field';
import { Icon } from '@/app/_ui/icon';
import type { DraftRule } from './draft';
import { isJson } from './draft-validation';
import { ruleWords } from './rule-words';

interface Props {
  rule: DraftRule;
  problem: string | null;
  onChange(some: Partial<DraftRule>): void;
  onRemove(): void;
}

export function RuleRow({ rule, problem, onChange, onRemove }: Props) {
  const { label, note } = ruleWords[rule.rule];
  const hasField = rule.rule === 'regex' || rule.rule === 'json-schema';
  return (
    <li className="rounded-lg border border-line-strong bg-surface p-3.5">
      <div className="flex items-start justify-between gap-4">
        <p className="text-sm">
          <span className="font-medium">{label}</span>
          <span className="block text-muted">{note}</span>
        </p>
        <Button
          look="quiet"
          size="small"
          aria-label={`Take off the rule ${label}`}
          onClick={onRemove}
          className="px-1.5"
        >
          <Icon name="close" />
        </Button>
      </div>
      {rule.rule === 'regex' && <PatternFields {...{ rule, problem, onChange }} />}
      {rule.rule === 'json-schema' && <SchemaField {...{ rule, problem, onChange }} />}
      {!hasField && problem && (
        <p role="alert" className="mt-1.5 text-bad text-sm">
          {problem}
        </p>
      )}
    </li>
  );
}

type FieldProps = Pick<Props, 'rule' | 'problem' | 'onChange'>;

function PatternFields({ rule, problem, onChange }: FieldProps) {
  const id = useId();
  return (
    <div className="mt-3 grid gap-4 sm:grid-cols-[10rem_1fr]">
      <Field id={`${id}-must`} label="Its text">
        <Select
          {...describedBy(`${id}-must`)}
          value={rule.must}
          onChange={(event) => onChange({ must: event.target.value === 'not-match' ? 'not-match' : 'match' })}
        >
          <option value="match">must match</option>
          <option value="not-match">must not match</option>
        </Select>
      </Field>
      <Field
        id={id}
        label="Pattern"
        problem={problem}
        note="As RE2 writes it: no look-ahead and no back-references. ^ and $ make it the whole text."
      >
        <Input
          {...describedBy(id, problem)}
          value={rule.pattern}
          onChange={(event) => onChange({ pattern: event.target.value })}
          required
          maxLength={1000}
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
        />
      </Field>
    </div>
  );
}

function SchemaField({ rule, problem, onChange }: FieldProps) {
  const id = useId();
  const said = rule.schema.trim() !== '' && !isJson(rule.schema) ? 'This is no JSON yet.' : problem;
  return (
    <div className="mt-3">
      <Field id={id} label="Schema" problem={said} note="Empty: the schema that each request asks for, where it does.">
        <Textarea
          {...describedBy(id, said)}
          value={rule.schema}
          onChange={(event) => onChange({ schema: event.target.value })}
          rows={Math.min(14, Math.max(4, rule.schema.split('\n').length))}
          spellCheck={false}
          className="font-mono"
        />
      </Field>
    </div>
  );
}
