const mostNamed = 6;

/** A token’s groups in a sentence: as many as one reads. */
export function GroupNames({ groups }: { groups: readonly string[] }) {
  return (
    <>
      {groups.slice(0, mostNamed).map((group, place) => (
        <span key={group}>
          {place > 0 && ', '}
          <code>{group}</code>
        </span>
      ))}
      {groups.length > mostNamed && <> and {groups.length - mostNamed} more</>}
    </>
  );
}
