/** One way in, several ways on. */
export function Logo() {
  return (
    <svg viewBox="0 0 24 24" className="size-5 text-accent" fill="none" stroke="currentColor" aria-hidden="true">
      <path d="M2 12h7M9 12c5 0 4-7 9-7M9 12h9M9 12c5 0 4 7 9 7" strokeWidth="2" strokeLinecap="round" />
      <circle cx="20" cy="5" r="2" fill="currentColor" stroke="none" />
      <circle cx="20" cy="12" r="2" fill="currentColor" stroke="none" />
      <circle cx="20" cy="19" r="2" fill="currentColor" stroke="none" />
    </svg>
  );
}
