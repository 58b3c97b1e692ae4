import { parameter, type SimulationResult } from "@redoubt/domain/economics";
import type { Economics } from "../use-economics.ts";
import { modelled, STATED_WORDS } from "../words.ts";
import { MoneyPanel } from "./panel.tsx";

type Flip = SimulationResult["flips"][number];

/** The two numbers that flip the order, and where. */
export function BreakModel({ economics }: { economics: Economics }) {
  const { page, inputs } = economics;
  const flips = twoOf(page.simulation?.result.flips ?? []);
  const nameOf = (id: string): string =>
    inputs.controls.find((control) => control.id === id)?.name ?? "another control";
  return (
    <MoneyPanel
      title="Break the model"
      second
      note="numbers that flip the order"
      why={{
        label: "how found",
        text: (
          <p>
            Each number is walked through its plausible range with all others as they stand, until another planned
            control comes first; the two that have to be wrong by least are shown, of different kinds where there are.
          </p>
        ),
      }}
    >
      {page.simulation === null ? (
        <p className="text-ink-3">Not simulated yet.</p>
      ) : flips.length === 0 ? (
        <p className="text-ink-3">No single number within its plausible range puts another control first.</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {flips.map((flip) => (
            <FlipRow key={flip.key} flip={flip} first={nameOf(flip.first)} source={sourceWords(economics, flip)} />
          ))}
        </ul>
      )}
    </MoneyPanel>
  );
}

/** The nearest one, and the nearest of another kind where there is one. */
export function twoOf(flips: readonly Flip[]): Flip[] {
  const [nearest, ...others] = flips;
  if (nearest === undefined) return [];
  const group = parameter(nearest.key).group;
  const second = others.find(({ key }) => parameter(key).group !== group) ?? others[0];
  return second === undefined ? [nearest] : [nearest, second];
}

function sourceWords({ page, standing }: Economics, { key }: Flip): string {
  const statement = page.statements.find((entry) => entry.key === key);
  if (standing.sources[key] === "clock") return "measured";
  if (standing.sources[key] === "stated" && statement !== undefined) return STATED_WORDS[statement.origin];
  return parameter(key).basis === "assumption" ? "assumed" : parameter(key).basis;
}

function FlipRow({ flip, first, source }: { flip: Flip; first: string; source: string }) {
  const { label, unit } = parameter(flip.key);
  const { now, at, low, high } = flip;
  const place = (value: number): number => (high > low ? ((value - low) / (high - low)) * 100 : 0);
  const side = at > now ? "Above" : "Below";
  return (
    <li>
      <p>
        <b className="font-medium">{label}</b>, {source}. {side} {modelled(at, unit)}, {first} comes first.
      </p>
      <div
        role="img"
        aria-label={`now ${modelled(now, unit)}, flips at ${modelled(at, unit)}, range ${modelled(low, unit)} to ${modelled(high, unit)}`}
        className="relative mt-1 h-12 text-12 before:absolute before:inset-x-0 before:top-[9px] before:h-0.5 before:bg-line-strong"
      >
        <span
          className="absolute top-1 size-2.5 -translate-x-1/2 rounded-full bg-accent"
          style={{ left: `${place(now)}%` }}
        />
        <span className="absolute top-[3px] h-3.5 w-0.5 bg-[var(--chart-ink)]" style={{ left: `${place(at)}%` }} />
        <span className="absolute top-4 whitespace-nowrap text-ink-3" style={edge(place(now))}>
          {modelled(now, unit)} now
        </span>
        <span className="absolute top-8 whitespace-nowrap text-ink" style={edge(place(at))}>
          flips at {modelled(at, unit)}
        </span>
        <span className="absolute top-4 right-0 text-ink-3">{place(now) < 70 && modelled(high, unit)}</span>
      </div>
    </li>
  );
}

function edge(percent: number) {
  return percent > 70 ? { right: `${100 - percent}%` } : { left: `${percent}%` };
}
