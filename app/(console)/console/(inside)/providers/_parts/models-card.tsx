import type { ReactNode } from 'react';
import { Badge } from '@/app/_ui/badge';
import { ButtonLink } from '@/app/_ui/button';
import { EmptyState } from '@/app/_ui/empty-state';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { TextLink } from '@/app/_ui/text-link';
import type { ModelRow, ProviderDetail } from '@/lib/admin/providers/rows';
import { capabilityNames } from '@/lib/exchange/capabilities';
import { OwnedBy } from '../../../../_ui/owned-by';
import { TargetPauses } from '../../../../_ui/target-pauses';
import { ModelState } from './health-status';
import { capabilityLabels, providerAddress } from './names';
import { GroupLinks } from './place-facts';

interface Props {
  provider: ProviderDetail;
  canEdit: boolean;
  /** Whose role may have a target asked again that is left alone. */
  mayResume: boolean;
}

/** A provider's models, each with what it can do, what it costs and where it is used. */
export function ModelsCard({ provider, canEdit, mayResume }: Props) {
  const { id, models } = provider;
  const base = providerAddress(id);
  const actions = canEdit && (
    <div className="flex flex-wrap gap-2">
      <ButtonLink href={`${base}/pick`} look={models.length === 0 ? 'primary' : 'secondary'}>
        Pick from its list
      </ButtonLink>
      <ButtonLink href={`${base}/models/new`}>Add by hand</ButtonLink>
    </div>
  );
  return (
    <section aria-labelledby="models">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2 id="models" className="font-semibold text-lg tracking-tight">
          Models
        </h2>
        {models.length > 0 && actions}
      </div>
      {models.length === 0 ? (
        <EmptyState title="No models yet" action={actions}>
          {canEdit
            ? 'Pick from the list that the provider has, or add one by the name it has there.'
            : 'None of its models can be a target of a group yet.'}
        </EmptyState>
      ) : (
        <Table label="Models">
          <thead>
            <tr>
              <HeadCell>Model</HeadCell>
              <HeadCell>Can</HeadCell>
              <HeadCell numeric>Context</HeadCell>
              <HeadCell numeric>Answer</HeadCell>
              <HeadCell numeric>USD per million, in / out</HeadCell>
              <HeadCell>Groups</HeadCell>
              <HeadCell>State</HeadCell>
            </tr>
          </thead>
          <tbody>
            {models.map((model) => (
              <Model key={model.id} model={model} address={canEdit ? `${base}/models/edit` : null}>
                <TargetPauses target={{ provider: id, model: model.id, pauses: model.pauses }} mayResume={mayResume} />
              </Model>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}

function Model({ model, address, children }: { model: ModelRow; address: string | null; children: ReactNode }) {
  const { id, upstream_model, price } = model;
  const edit = address && model.managed_by === 'console' ? `${address}?model=${encodeURIComponent(id)}` : null;
  return (
    <Row>
      <Cell>
        <span className="flex items-center gap-2 whitespace-nowrap">
          {edit ? (
            <TextLink href={edit} className="font-medium">
              {id}
            </TextLink>
          ) : (
            <span className="font-medium">{id}</span>
          )}
          <OwnedBy manager={model.managed_by} />
        </span>
        {upstream_model !== id && <span className="block text-muted text-xs">{upstream_model} there</span>}
      </Cell>
      <Cell>
        <Can capabilities={model.capabilities} />
      </Cell>
      <Cell numeric>{model.context_tokens?.toLocaleString('en') ?? '–'}</Cell>
      <Cell numeric>{model.max_output_tokens?.toLocaleString('en') ?? '–'}</Cell>
      <Cell numeric title={price ? `since ${price.since}` : undefined} className="whitespace-nowrap">
        {price ? `${price.input.toLocaleString('en')} / ${price.output.toLocaleString('en')}` : '–'}
      </Cell>
      <Cell>
        <GroupLinks groups={model.groups} most={2} />
      </Cell>
      <Cell>
        <ModelState state={model.state} />
        {children}
      </Cell>
    </Row>
  );
}

function Can({ capabilities }: Pick<ModelRow, 'capabilities'>) {
  const declared = capabilityNames.filter((name) => capabilities[name] !== undefined);
  if (declared.length === 0) return <span className="whitespace-nowrap text-muted">not declared</span>;
  const yes = declared.filter((name) => capabilities[name]);
  return (
    <span className="flex flex-wrap gap-1">
      {yes.map((name) => (
        <Badge key={name}>{capabilityLabels[name]}</Badge>
      ))}
      {yes.length === 0 && <span className="text-muted">text only</span>}
    </span>
  );
}
