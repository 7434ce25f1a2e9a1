import type { RequestStory } from '@/lib/admin/requests/story';

/** Why it went this way: what was decided before anything was sent, a step a line. */
export function PlanView({ story: { plan, attempts } }: { story: RequestStory }) {
  const untried = plan.order.length - attempts.length;
  return (
    <section aria-labelledby="plan" className="mt-8">
      <h2 id="plan" className="font-semibold text-base tracking-tight">
        Why it went this way
      </h2>
      <p className="mt-0.5 mb-3 text-muted text-sm">
        {plan.reasons.length === 0
          ? 'It was refused before there was a plan.'
          : 'The plan, as it was made before anything was sent.'}
        {untried > 0 && ` ${untried === 1 ? 'One target' : `${untried} targets`} of it did not need to be asked.`}
      </p>
      {plan.reasons.length > 0 && (
        <ol className="list-decimal space-y-1 rounded-lg border border-line bg-raised py-3 pr-5 pl-10 text-sm marker:text-muted">
          {plan.reasons.map((reason, place) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a step has no name but its place, which never changes
              key={place}
            >
              <code className="wrap-anywhere">{reason}</code>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
