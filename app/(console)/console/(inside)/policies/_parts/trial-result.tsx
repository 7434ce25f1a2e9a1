import { Status } from '@/app/_ui/badge';
import type { VerbAnswer } from '@/lib/admin/verbs';

type Result = VerbAnswer<'policies.try'>;

export function TrialResult({ result: { problems, route, validate } }: { result: Result }) {
  if (problems.length > 0) return <p className="text-bad text-sm">It was not run: mend its mistakes first.</p>;
  return (
    <div className="space-y-4 text-sm">
      {route && <RouteResult route={route} />}
      {validate && (
        <Part name="validate" ms={validate.ms} lines={validate.lines}>
          <Outcome outcome={validate.outcome} reason={validate.reason} failure={validate.failure} />
        </Part>
      )}
    </div>
  );
}

function RouteResult({ route }: { route: NonNullable<Result['route']> }) {
  const { order, label, lines, ms } = route;
  return (
    <Part name="route" ms={ms} lines={lines}>
      <Outcome {...route} />
      {label && (
        <p>
          Label: <code>{label}</code>
        </p>
      )}
      {route.outcome === 'ordered' &&
        (order === null ? (
          <p>It leaves the order to its fallback strategy.</p>
        ) : (
          <ol className="list-decimal pl-5">
            {order.map(({ index, provider, model }) => (
              <li key={index}>
                <code>
                  {provider}/{model}
                </code>
              </li>
            ))}
          </ol>
        ))}
    </Part>
  );
}

const tones = { ordered: 'good', valid: 'good', refused: 'warn', invalid: 'warn', failed: 'bad' } as const;

interface OutcomeProps {
  outcome: keyof typeof tones;
  reason: string | null;
  failure: { kind: string; message: string; line: number | null } | null;
}

function Outcome({ outcome, reason, failure }: OutcomeProps) {
  return (
    <>
      <Status tone={tones[outcome]}>{outcome}</Status>
      {reason && <p>{reason}</p>}
      {failure && (
        <p className="text-bad">
          {failure.kind}
          {failure.line !== null && `, line ${failure.line}`}: {failure.message}
        </p>
      )}
    </>
  );
}

interface PartProps {
  name: string;
  ms: number;
  lines: readonly string[];
  children: React.ReactNode;
}

function Part({ name, ms, lines, children }: PartProps) {
  return (
    <section aria-label={`What ${name} said`} className="space-y-1.5">
      <h3 className="font-medium">
        <code>{name}</code>{' '}
        <span className="font-normal text-muted">in {ms.toLocaleString('en', { maximumFractionDigits: 1 })} ms</span>
      </h3>
      {children}
      {lines.length > 0 && (
        <pre className="overflow-x-auto rounded-md border border-line bg-code px-3 py-2 font-mono text-xs">
          {lines.join('\n')}
        </pre>
      )}
    </section>
  );
}
