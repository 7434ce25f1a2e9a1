import type { Finding } from '@/app/_visit/ask-token';
import { Refusal } from './refusal';

interface Props {
  finding: Finding;
  /** What the look of the pasted token tells, for when it is not known here. */
  hint: string;
  /** By its look it may be a token of another deployment. */
  maybeElsewhere: boolean;
  supportContact: string | null;
}

/** What was found of a token that is not known, in words: what it means and what to do next. */
export function FindingView({ finding, hint, maybeElsewhere, supportContact }: Props) {
  switch (finding.kind) {
    case 'known':
      return null;
    case 'unknown':
      return (
        <Refusal
          title="This deployment does not know that token"
          page="/docs/errors/unauthorized"
          requestId={finding.requestId}
          supportContact={supportContact}
        >
          {hint}
          {maybeElsewhere &&
            ' It may also belong to another deployment of the router, or have been taken out of this one.'}
        </Refusal>
      );
    case 'failed':
      return (
        <Refusal
          title={`The check failed with ${finding.status}`}
          requestId={finding.requestId}
          supportContact={supportContact}
        >
          {finding.message}
        </Refusal>
      );
    case 'wrong-server':
      return (
        <Refusal title="Something else answered" requestId={finding.requestId} supportContact={supportContact}>
          The answer ({finding.status}) was not written by this router: a proxy or a sign-in page in front of it may
          have answered in its place.
        </Refusal>
      );
    case 'unreachable':
      return (
        <Refusal title="No answer" supportContact={supportContact}>
          {finding.timedOut
            ? 'The router took too long to answer. Try again in a moment.'
            : 'The router could not be reached from this browser. Check the connection and try again.'}
        </Refusal>
      );
  }
}
