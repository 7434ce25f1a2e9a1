import { ButtonLink } from '@/app/_ui/button';
import { EmptyState } from '@/app/_ui/empty-state';
import { TextLink } from '@/app/_ui/text-link';

/** None at all, or none that is so: two different things to do next. */
export function NoTokens({ isNarrowed, mayWrite, path }: { isNarrowed: boolean; mayWrite: boolean; path: string }) {
  const action = isNarrowed ? (
    <ButtonLink href={path} prefetch={false}>
      Show all tokens
    </ButtonLink>
  ) : (
    mayWrite && (
      <ButtonLink href={`${path}/new`} look="primary" prefetch={false}>
        Make the first token
      </ButtonLink>
    )
  );
  return (
    <div className="mt-5">
      <EmptyState title={isNarrowed ? 'No token matches' : 'No tokens yet'} action={action}>
        {isNarrowed ? (
          'Words are looked for in the token id, which holds the user, the project, the environment and the key.'
        ) : (
          <>
            A caller shows a token with each request. Make one here, with{' '}
            <TextLink href="/docs/administering/command-line#tokens">the command line</TextLink>, or in{' '}
            <TextLink href="/docs/administering/config-as-code">the configuration file</TextLink>.
          </>
        )}
      </EmptyState>
    </div>
  );
}
