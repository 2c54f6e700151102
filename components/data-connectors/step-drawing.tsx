import { tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

export type DrawnStep = 'capture' | 'copy' | 'fetch' | 'deliver';

const line = tokens.colorNeutralForeground2;
const accent = tokens.colorBrandForeground1;
const soft = tokens.colorBrandBackground2;
const paper = tokens.colorNeutralBackground1;

const drawings: Readonly<Record<DrawnStep, ReactNode>> = {
  capture: (
    <>
      <Contract x={26} y={16} />
      <Path d="M88 56h28" isDashed />
      <Phone x={126} y={12}>
        <path d="m133 55 26-11-4 24-9-5-5 6-1-9z" fill={accent} stroke="none" />
      </Phone>
    </>
  ),
  copy: (
    <>
      <Phone x={18} y={12}>
        <Bubble x={23} y={30} width={22} />
        <Bubble x={31} y={48} width={22} isAccent />
        <Bubble x={23} y={66} width={16} />
      </Phone>
      <Arrow x={72} y={56} />
      <Cloud x={118} y={30} />
    </>
  ),
  fetch: (
    <>
      <Cloud x={8} y={34} scale={0.72} />
      <Arrow x={64} y={56} />
      <Package x={102} y={32} />
      <Clock x={166} y={26} />
    </>
  ),
  deliver: (
    <>
      <Envelope x={14} y={42} />
      <Path d="M62 56c18 0 14-30 34-30" />
      <Path d="M62 56h34" />
      <Path d="M62 56c18 0 14 30 34 30" />
      <Mailbox x={104} y={12} />
      <Mailbox x={104} y={42} />
      <Mailbox x={104} y={72} />
    </>
  ),
};

/** A drawing of one step, in the colours of the theme. What it shows is also said in words beside it. */
export function StepDrawing({ step }: { readonly step: DrawnStep }) {
  return (
    <svg
      viewBox="0 0 192 112"
      width="100%"
      aria-hidden
      focusable="false"
      fill="none"
      stroke={line}
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {drawings[step]}
    </svg>
  );
}

type Place = { readonly x: number; readonly y: number };

function Path({ d, isDashed = false }: { readonly d: string; readonly isDashed?: boolean }) {
  return <path d={d} strokeDasharray={isDashed ? '2 6' : 'none'} />;
}

function Phone({ x, y, children }: Place & { readonly children: ReactNode }) {
  return (
    <>
      <rect x={x} y={y} width="40" height="88" rx="8" fill={paper} />
      <path d={`M${x + 15} ${y + 7}h10`} />
      {children}
    </>
  );
}

function Bubble({
  x,
  y,
  width,
  isAccent = false,
}: Place & { readonly width: number; readonly isAccent?: boolean }) {
  return (
    <rect
      x={x}
      y={y}
      width={width}
      height="11"
      rx="5"
      stroke="none"
      fill={isAccent ? accent : soft}
    />
  );
}

function Contract({ x, y }: Place) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <path d="M6 0h34l16 16v58a6 6 0 0 1-6 6H6a6 6 0 0 1-6-6V6a6 6 0 0 1 6-6z" fill={paper} />
      <path d="M40 0v16h16M11 28h34M11 40h34M11 52h18" />
      <circle cx="46" cy="66" r="13" fill={accent} stroke={paper} />
      <path d="m40 66 5 5 8-9" stroke={paper} />
    </g>
  );
}

function Cloud({ x, y, scale = 1 }: Place & { readonly scale?: number }) {
  return (
    <g transform={`translate(${x} ${y}) scale(${scale})`}>
      <path
        d="M16 50C6 50 0 43 0 35s6-15 14-15C16 8 25 0 36 0c10 0 19 7 22 16 8 1 13 8 13 16 0 10-7 18-17 18z"
        fill={soft}
      />
      <path d="M24 26h24M24 36h15" stroke={accent} />
    </g>
  );
}

function Arrow({ x, y }: Place) {
  return <path d={`M${x} ${y}h26m-8-8 8 8-8 8`} stroke={accent} />;
}

function Package({ x, y }: Place) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <path d="M0 14 26 2l26 12v32L26 58 0 46z" fill={soft} />
      <path d="m0 14 26 12 26-12M26 26v32" />
      <path d="m42 30 14 5v9c0 9-6 14-14 17-8-3-14-8-14-17v-9z" fill={accent} stroke={paper} />
      <path d="m36 45 5 5 8-9" stroke={paper} />
    </g>
  );
}

function Clock({ x, y }: Place) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <circle r="14" fill={paper} />
      <path d="M0-7V0l5 4" stroke={accent} />
    </g>
  );
}

function Envelope({ x, y }: Place) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect width="44" height="30" rx="4" fill={paper} />
      <path d="m2 3 20 14L42 3" stroke={accent} />
    </g>
  );
}

/** A person, and the folder in that person's mailbox. */
function Mailbox({ x, y }: Place) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <circle cx="10" cy="8" r="6" fill={soft} />
      <path d="M0 27c0-7 4-11 10-11s10 4 10 11" fill={soft} />
      <path
        d="M34 5a3 3 0 0 1 3-3h11l5 5h18a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H37a3 3 0 0 1-3-3z"
        fill={paper}
      />
      <path d="M43 17h22" stroke={accent} />
    </g>
  );
}
