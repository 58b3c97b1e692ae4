const CENTRE = [460, 450] as const;
const GLACIS: readonly (readonly [number, number])[] = [
  [460, 92],
  [630, 155.6],
  [770, 271],
  [800, 450],
  [770, 629],
  [630, 744.4],
  [460, 808],
  [290, 744.4],
  [150, 629],
  [120, 450],
  [150, 271],
  [290, 155.6],
];
const COUNTERSCARP =
  "M460 104.0L624 165.9L759.6 277.0L788 450.0L759.6 623.0L624 734.1L460 796.0L296 734.1L160.4 623.0L132 450.0L160.4 277.0L296 165.9Z";
const DITCH =
  "M413.4 257.5L409.5 222.1L460 159.7L510.5 222.1L506.6 257.5L603.4 313.4L632.1 292.4L711.4 304.9L682.6 379.8L650 394.2L650 505.8L682.6 520.2L711.4 595.1L632.1 607.6L603.4 586.6L506.6 642.5L510.5 677.9L460 740.3L409.5 677.9L413.4 642.5L316.6 586.6L287.9 607.6L208.6 595.1L237.4 520.2L270 505.8L270 394.2L237.4 379.8L208.6 304.9L287.9 292.4L316.6 313.4Z";
const WALL =
  "M428.3 265.1L424.1 226.4L460 182.0L495.9 226.4L491.7 265.1L604.3 330.1L635.7 307.1L692.1 316.0L671.6 369.3L636 385.0L636 515.0L671.6 530.7L692.1 584.0L635.7 592.9L604.3 569.9L491.7 634.9L495.9 673.6L460 718.0L424.1 673.6L428.3 634.9L315.7 569.9L284.3 592.9L227.9 584.0L248.4 530.7L284 515.0L284 385.0L248.4 369.3L227.9 316.0L284.3 307.1L315.7 330.1Z";
const RAMPART =
  "M437.8 270.0L433.4 229.2L460 196.3L486.6 229.2L482.2 270.0L604.8 340.8L638 316.6L679.7 323.2L664.5 362.6L627 379.2L627 520.8L664.5 537.4L679.7 576.8L638 583.4L604.8 559.2L482.2 630.0L486.6 670.8L460 703.7L433.4 670.8L437.8 630.0L315.2 559.2L282 583.4L240.3 576.8L255.5 537.4L293 520.8L293 379.2L255.5 362.6L240.3 323.2L282 316.6L315.2 340.8ZM442.1 272.1L437.6 230.4L460 202.7L482.4 230.4L477.9 272.1L605.1 345.6L639 320.8L674.2 326.3L661.4 359.6L623 376.6L623 523.4L661.4 540.4L674.2 573.7L639 579.2L605.1 554.4L477.9 627.9L482.4 669.6L460 697.3L437.6 669.6L442.1 627.9L314.9 554.4L281 579.2L245.8 573.7L258.6 540.4L297 523.4L297 376.6L258.6 359.6L245.8 326.3L281 320.8L314.9 345.6Z";
const RAVELINS =
  "M541.1 252.0L606 197.1L591 280.8M672.1 421.2L752 450.0L672.1 478.8M591 619.2L606 702.9L541.1 648M378.9 648.0L314 702.9L329 619.2M247.9 478.8L168 450.0L247.9 421.2M329 280.8L314 197.1L378.9 252";
const FIRE =
  "M491.7 265.1L692.1 316.0M428.3 265.1L227.9 316.0M636 385.0L692.1 584.0M604.3 330.1L460 182.0M604.3 569.9L460 718.0M636 515.0L692.1 316.0M428.3 634.9L227.9 584.0M491.7 634.9L692.1 584.0M284 515.0L227.9 316.0M315.7 569.9L460 718.0M315.7 330.1L460 182.0M284 385.0L227.9 584";

/** Hachures: strokes outwards along the foot of the slope, as on old plans. */
function hachures(): string {
  const lengths = [44, 20, 30, 20];
  const strokes: string[] = [];
  for (const [index, [x, y]] of GLACIS.entries()) {
    const [toX, toY] = GLACIS[(index + 1) % GLACIS.length] ?? CENTRE;
    const count = Math.round(Math.hypot(toX - x, toY - y) / 7);
    for (let step = 0; step < count; step++) {
      const [atX, atY] = [x + ((toX - x) * step) / count, y + ((toY - y) * step) / count];
      const [outX, outY] = [atX - CENTRE[0], atY - CENTRE[1]];
      const distance = Math.hypot(outX, outY);
      const length = lengths[strokes.length % lengths.length] ?? 20;
      const point = (by: number) =>
        `${(atX + (outX / distance) * by).toFixed(1)} ${(atY + (outY / distance) * by).toFixed(1)}`;
      strokes.push(`M${point(3)}L${point(3 + length)}`);
    }
  }
  return strokes.join("");
}

/** The plan of a redoubt with its lines of fire: the only ornament in the product. */
export function RedoubtPlan({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 920 900"
      preserveAspectRatio="xMidYMid slice"
      fill="none"
      aria-hidden="true"
      className={className}
    >
      <g stroke="var(--line-strong)">
        <path d={hachures()} />
        <path d={`M${GLACIS.map((point) => point.join(" ")).join("L")}Z`} />
      </g>
      <g stroke="var(--line-control)">
        <path d={COUNTERSCARP} />
        <path d={RAVELINS} />
        <path d={DITCH} />
      </g>
      <path d={WALL} stroke="var(--text)" strokeWidth="1.75" fill="var(--surface)" />
      <path d={RAMPART} stroke="var(--line-strong)" />
      <path d={FIRE} stroke="var(--accent)" opacity="0.55" />
      <rect x="430" y="420" width="60" height="60" stroke="var(--line-control)" />
      <rect x="438" y="428" width="44" height="44" stroke="var(--text)" strokeWidth="1.75" fill="var(--surface)" />
    </svg>
  );
}
