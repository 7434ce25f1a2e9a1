/** The way of a request, in the strokes of the logo: what the paragraph beside it says in words. */
export function RoutePicture() {
  return (
    <svg viewBox="0 0 432 208" className="w-full max-w-[27rem] max-lg:hidden" fill="none" aria-hidden="true">
      <g className="stroke-accent" strokeWidth="2" strokeLinecap="round">
        <path d="M228 104c36 0 24-68 60-68" className="stroke-line-strong" strokeDasharray="1 6" />
        <path d="M116 104h24" />
        <path d="M228 104h64" />
        <path d="M228 104c36 0 24 68 60 68" className="stroke-line-strong" strokeDasharray="1 6" />
      </g>
      <Box x={0} y={82} width={116} title="your program" />
      <Box x={140} y={82} width={88} title="default" group />
      <Box x={296} y={14} width={136} title="provider a" state="bad" />
      <Box x={296} y={82} width={136} title="provider b" state="good" />
      <Box x={296} y={150} width={136} title="provider c" state="idle" />
    </svg>
  );
}

interface BoxProps {
  x: number;
  y: number;
  width: number;
  title: string;
  group?: boolean;
  state?: 'good' | 'bad' | 'idle';
}

function Box({ x, y, width, title, group = false, state }: BoxProps) {
  const middle = y + 22;
  return (
    <g>
      <rect
        x={x + 0.75}
        y={y + 0.75}
        width={width - 1.5}
        height="42.5"
        rx="8"
        strokeWidth="1.5"
        className={group ? 'fill-accent-wash stroke-accent' : 'fill-raised stroke-line-strong'}
      />
      <text
        x={state ? x + 16 : x + width / 2}
        y={middle + 4.5}
        textAnchor={state ? 'start' : 'middle'}
        className={`font-mono text-[12.5px] ${group ? 'fill-accent' : state === 'bad' ? 'fill-muted' : 'fill-ink'}`}
      >
        {title}
      </text>
      {state === 'good' && <circle cx={x + width - 18} cy={middle} r="4" className="fill-good" />}
      {state === 'bad' && (
        <path
          d={`m${x + width - 22} ${middle - 4} 8 8m0-8-8 8`}
          className="stroke-bad"
          strokeWidth="2"
          strokeLinecap="round"
        />
      )}
    </g>
  );
}
