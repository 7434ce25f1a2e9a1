/** One way in; the way taken, and the way that was ready in case it failed. The same drawing as app/icon.svg. */
export function Logo({ className = 'size-6' }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className={className}
      fill="none"
      strokeWidth="2.2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <rect width="24" height="24" rx="6.5" className="fill-accent" />
      <g className="stroke-accent-ink" opacity="0.55">
        <path d="M4.75 12H7c4.6 0 3.9 4.75 8.5 4.75" />
        <circle cx="17.6" cy="16.75" r="1" className="fill-accent-ink" />
      </g>
      <g className="stroke-accent-ink">
        <path d="M4.75 12H7c4.6 0 3.9-4.75 8.5-4.75" />
        <circle cx="17.6" cy="7.25" r="1.5" className="fill-accent-ink" />
      </g>
    </svg>
  );
}
