import {
  type Attacker,
  type AttackerId,
  ATTACKERS,
  type ModelInputs,
  type Regime,
  REGIMES,
  roundPercent,
  roundUsd,
  type Target,
  targetsOf,
} from "@redoubt/domain/economics";
import { cn, Segmented, Select } from "@redoubt/ui";
import { REGIME_WORDS } from "../words.ts";
import { MoneyPanel } from "./panel.tsx";
import { logScale } from "./scale.ts";

export interface WorthAttackingProps {
  readonly inputs: ModelInputs;
  readonly regime: Regime;
  readonly onRegime: (regime: Regime) => void;
  readonly attacker: Attacker;
  readonly onAttacker: (id: AttackerId) => void;
}

/** The inventory against the value from which an attack pays: a filter over three regimes, not a score. */
export function WorthAttacking({ inputs, regime, onRegime, attacker, onAttacker }: WorthAttackingProps) {
  const byRegime = REGIMES.map((each) => ({ regime: each, targets: targetsOf(inputs, each, attacker) }));
  const targets = byRegime.find((entry) => entry.regime === regime)?.targets ?? [];
  const lines = byRegime.map((entry) => ({ regime: entry.regime, usd: entry.targets[0]?.worthFromUsd ?? Infinity }));
  const now = lines.find((line) => line.regime === regime)?.usd ?? Infinity;
  const shown = [...targets.map(({ takeUsd }) => takeUsd), ...lines.map(({ usd }) => usd)].filter(
    (usd) => Number.isFinite(usd) && usd > 0,
  );
  const scale = logScale(shown);
  const hunters = targetsOf(inputs, regime, attacker, inputs.values["bounty-share"] ?? 1)[0]?.worthFromUsd ?? Infinity;
  const worth = targets.filter(({ isWorth }) => isWorth).length;
  return (
    <MoneyPanel
      title="Worth attacking from"
      note="inventory over the line"
      end={
        <Segmented
          label="Regime"
          value={regime}
          onValueChange={onRegime}
          options={REGIMES.map((value) => ({ value, label: REGIME_WORDS[value] }))}
        />
      }
      why={{
        label: "formula",
        text: (
          <>
            <p>
              What a campaign costs, over the chance that it succeeds, over the share that is kept: the value in a
              target from which an attack pays. The cost is that of all attempts and of the attacker's set-up, spread
              over the targets of a year.
            </p>
            <p>
              The chance is over all classes of weaknesses, for the lines that hold the asset and what is caught before
              they are deployed. Attempts on one target resemble each other.
            </p>
            <p>The date is when the falling cost of attempts alone crosses what can be taken.</p>
          </>
        ),
      }}
    >
      <div className="mt-1 flex flex-wrap items-center gap-2 text-12 text-ink-3">
        <span>Against</span>
        <Select
          label="Against"
          className="w-44!"
          value={attacker.id}
          onValueChange={(next) => {
            const found = ATTACKERS.find(({ id }) => id === next);
            if (found !== undefined) onAttacker(found.id);
          }}
          options={ATTACKERS.map(({ id, label }) => ({ value: id, label }))}
        />
        <span>{attacker.patience}</span>
      </div>
      {targets.length === 0 ? (
        <p className="mt-2 text-ink-3">No asset is held by code: keys and operations alone reach what there is.</p>
      ) : (
        <>
          <ul aria-label="Worth attacking from" className="mt-2">
            <li
              aria-hidden="true"
              className="grid h-[18px] grid-cols-[128px_minmax(0,1fr)_152px] text-12 text-ink-3 phone:hidden"
            >
              <span />
              <span className="relative mx-3">
                {spreadOut(lines.map((line) => ({ ...line, at: scale(line.usd) }))).map(
                  ({ regime: each, usd, at, left }) => (
                    <span
                      key={each}
                      className={cn(
                        "absolute -translate-x-1/2 leading-4 whitespace-nowrap",
                        each === regime && "font-medium text-accent-text",
                      )}
                      style={{ left: `${left}%` }}
                      data-at={at}
                    >
                      {roundUsd(usd)}
                    </span>
                  ),
                )}
              </span>
              <span />
            </li>
            {targets.map((target) => (
              <TargetRow key={target.asset.id} target={target} lines={lines} regime={regime} scale={scale} />
            ))}
          </ul>
          <p className="mt-1.5 text-12 text-ink-3">
            {worth} of {targets.length} {worth === 1 ? "is" : "are"} worth an attack at {roundUsd(now)}. Log scale,{" "}
            {roundUsd(scale.low)} to {roundUsd(scale.high)}. What can be taken is with limits, before it is stopped. A
            bounty hunter at {roundPercent(inputs.values["bounty-share"] ?? 1)} of it looks from {roundUsd(hunters)} on.
          </p>
        </>
      )}
    </MoneyPanel>
  );
}

interface Line {
  readonly regime: Regime;
  readonly usd: number;
}

interface RowProps {
  target: Target;
  lines: readonly Line[];
  regime: Regime;
  scale: (usd: number) => number;
}

function TargetRow({ target, lines, regime, scale }: RowProps) {
  const { asset, takeUsd, isWorth } = target;
  return (
    <li
      className={cn(
        "grid h-[27px] grid-cols-[128px_minmax(0,1fr)_152px] items-center border-b border-line last:border-b-0 phone:grid-cols-[92px_minmax(0,1fr)_148px]",
        !isWorth && "text-ink-3",
      )}
    >
      <span className="truncate">{asset.name}</span>
      <span
        aria-hidden="true"
        className="relative mx-3 h-[27px] before:absolute before:inset-x-0 before:top-[13px] before:h-px before:bg-line"
      >
        {lines.map((line) => (
          <span
            key={line.regime}
            className={cn(
              "absolute inset-y-0 w-0",
              line.regime === regime ? "border-l-[1.5px] border-chart" : "border-l border-dotted border-line-control",
            )}
            style={{ left: `${scale(line.usd)}%` }}
          />
        ))}
        <span
          className={cn(
            "absolute top-[9px] size-[9px] -translate-x-1/2 rounded-full border-[1.5px]",
            isWorth ? "border-chart bg-chart" : "border-chart-3 bg-surface",
          )}
          style={{ left: `${scale(takeUsd)}%` }}
        />
      </span>
      <span className="flex items-baseline justify-end gap-3 tabular-nums">
        <span className="text-12 whitespace-nowrap text-ink-3">{crossingWords(target)}</span>
        <span className="w-12 text-right">{roundUsd(takeUsd)}</span>
      </span>
    </li>
  );
}

/** From when it is worth it; words for what it is already. */
function crossingWords({ months }: Target): string {
  if (months === null) return "worth it already";
  if (!Number.isFinite(months)) return "never";
  const date = new Date();
  date.setMonth(date.getMonth() + Math.round(months));
  return `from ${date.toLocaleDateString("en-GB", { month: "short", year: "numeric" })}`;
}

/** Figures of the head, kept so far apart that they can be read. */
function spreadOut<T extends { at: number }>(lines: readonly T[]): (T & { left: number })[] {
  const LEAST = 17;
  const sorted = lines.toSorted((a, b) => a.at - b.at);
  let last = -LEAST;
  const placed = sorted.map((line) => {
    last = Math.max(line.at, last + LEAST);
    return { ...line, left: last };
  });
  const over = Math.max(0, last - 100);
  return placed.map((line) => ({ ...line, left: line.left - over }));
}
