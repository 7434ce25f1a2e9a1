import { Status } from '@/app/_ui/badge';
import { Callout } from '@/app/_ui/callout';
import { Card, CardHead } from '@/app/_ui/card';
import { TextLink } from '@/app/_ui/text-link';
import type { AdminExplanation } from '@/lib/gateway/contract';
import { TargetVerdict } from './target-verdict';

/** The plan as the next request would have it. */
export function PlanView({ plan }: { plan: AdminExplanation }) {
  const { fault, order, targets, estimated_usd: usd } = plan;
  const said = plan.plan.filter((line) => ofPolicy.test(line));
  const first = targets.find(({ number }) => number === order[0]);
  return (
    <div className="space-y-6">
      {fault ? (
        <Callout tone="bad" title={`${fault.status} ${fault.code}`}>
          <p>{fault.message}</p>
          <TextLink href={fault.page}>What that means</TextLink>
        </Callout>
      ) : (
        <Callout tone="good" title={first ? `It would go to ${first.target}` : 'It would be sent'}>
          {usd
            ? `It would likely cost ${dollars(usd.likely)}, and ${dollars(usd.at_most)} at most.`
            : 'What it would cost is not known: the target has no price.'}
        </Callout>
      )}
      {said.length > 0 && (
        <section
          aria-label="What the policy said"
          className="rounded-lg border border-line bg-raised px-5 py-3 text-sm"
        >
          <h3 className="font-medium">What the policy said</h3>
          {said.map((line) => (
            <p key={line} className="mt-1 wrap-anywhere">
              {line}
            </p>
          ))}
        </section>
      )}
      {order.length > 0 && (
        <Card>
          <CardHead title="Order">What is tried first, and what follows where it fails.</CardHead>
          <ol className="list-decimal space-y-1 p-5 pl-10 text-sm">
            {order.map((number) => (
              <li key={number}>
                <code>{targets.find((each) => each.number === number)?.target}</code>
              </li>
            ))}
          </ol>
          <ul aria-label="Why" className="list-disc space-y-1 border-line border-t p-5 pl-10 text-sm">
            {plan.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </Card>
      )}
      {targets.length > 0 && (
        <Card>
          <CardHead title="Targets">
            It needs {needs(plan)}. About {plan.input_tokens.likely.toLocaleString('en')} input tokens,{' '}
            {plan.input_tokens.at_most.toLocaleString('en')} at most.
          </CardHead>
          <ul aria-label="Targets" className="divide-y divide-line">
            {targets.map((target) => (
              <TargetVerdict key={target.number} target={target} />
            ))}
          </ul>
        </Card>
      )}
      {plan.plan.length > 0 && (
        <details className="text-sm">
          <summary className="cursor-pointer font-medium">As a request’s record keeps it</summary>
          <pre className="mt-2 overflow-x-auto rounded-md border border-line bg-code px-3 py-2 font-mono text-xs">
            {plan.plan.join('\n')}
          </pre>
        </details>
      )}
      <Status tone="neutral">nothing was sent</Status>
    </div>
  );
}

/** Of the record's lines the one in which a policy's outcome, label and reason stand, or why it failed. */
const ofPolicy = /^policy \S+ version \S+ /;

function needs({ requires }: AdminExplanation): string {
  return requires.length === 0 ? 'nothing in particular' : requires.map(({ words }) => words).join(', ');
}

export function dollars(usd: number): string {
  return `$${usd.toLocaleString('en', { maximumSignificantDigits: 3 })}`;
}
