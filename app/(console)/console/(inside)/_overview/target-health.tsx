import { Card, CardHead } from '@/app/_ui/card';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { TextLink } from '@/app/_ui/text-link';
import { groupPage, targetPage } from '@/app/(console)/_nav/links';
import { TargetCondition } from '@/app/(console)/_ui/target-condition';
import type { TargetState } from '@/lib/admin/overview/read-attention';

const mostShown = 20;

/** How each target has done in these ten minutes, as this process saw it. */
export function TargetHealth({ targets }: { targets: readonly TargetState[] }) {
  return (
    <Card className="min-w-0">
      <CardHead title="Health of targets">In these ten minutes, as this process saw it; the worst first.</CardHead>
      <div className="p-5">
        {targets.length === 0 ? (
          <p className="text-muted text-sm">No group has an enabled target yet.</p>
        ) : (
          <Table label="Health of targets">
            <thead>
              <tr>
                <HeadCell>Target</HeadCell>
                <HeadCell>State</HeadCell>
                <HeadCell>Groups</HeadCell>
              </tr>
            </thead>
            <tbody>
              {targets.slice(0, mostShown).map(({ target, groups, state }) => (
                <Row key={target}>
                  <Cell>
                    <TextLink href={targetPage(target)}>{target}</TextLink>
                  </Cell>
                  <Cell>
                    <TargetCondition condition={state} />
                  </Cell>
                  <Cell>
                    {groups.slice(0, 4).map((group, place) => (
                      <span key={group}>
                        {place > 0 && ', '}
                        <TextLink href={groupPage(group)}>{group}</TextLink>
                      </span>
                    ))}
                    {groups.length > 4 && ` and ${groups.length - 4} more`}
                  </Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        )}
        {targets.length > mostShown && (
          <p className="mt-3 text-muted text-sm">And {(targets.length - mostShown).toLocaleString('en')} more.</p>
        )}
      </div>
    </Card>
  );
}
