import type { ReactNode } from 'react';
import { classes } from './classes';

/** The few signs there are, drawn on one grid of 16 with one stroke. They stand beside words and say nothing by themselves. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      className={classes('shrink-0', className ?? 'size-4')}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {drawings[name]}
    </svg>
  );
}

const drawings = {
  arrow: <path d="M3 8h10M9 4l4 4-4 4" />,
  'arrow-back': <path d="M13 8H3M7 4 3 8l4 4" />,
  check: <path d="m3 8.5 3.2 3.2L13 4.8" />,
  chevron: <path d="m4 6 4 4 4-4" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  copy: <path d="M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z" />,
  dash: <path d="M4.5 8h7" />,
  dots: <path d="M3 8h.01M8 8h.01M13 8h.01" strokeWidth="2.4" />,
  info: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M8 7.5v3.5M8 5h.01" />
    </>
  ),
  menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
  moon: <path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8Z" />,
  run: <path d="M5 3.5v9l7-4.5z" />,
  search: <path d="M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3l3.2 3.2" />,
  stop: (
    <>
      <path d="M5.4 1.75h5.2l3.65 3.65v5.2l-3.65 3.65H5.4L1.75 10.6V5.4z" />
      <path d="M8 5v3.5M8 11h.01" />
    </>
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="2.75" />
      <path d="M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7" />
    </>
  ),
  system: <path d="M1.75 2.75h12.5v8.5H1.75zM5.5 13.75h5M8 11.25v2.5" />,
  warning: <path d="M8 2 14.5 13.5h-13zM8 6.5V9.5M8 11.5h.01" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;
