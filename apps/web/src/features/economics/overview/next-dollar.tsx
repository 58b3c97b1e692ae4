import { bandsOf, choose, type ModelControl, roundUsd, type Worth } from "@redoubt/domain/economics";
import { cn, TextLink } from "@redoubt/ui";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import type { Economics } from "../use-economics.ts";
import type { ProjectScope } from "../words.ts";
import { MoneyPanel } from "./panel.tsx";
import { type LogScale, logScale } from "./scale.ts";

/** What a dollar of each planned control avoids, as ranges; those that overlap cannot be told apart, and it says so. */
export function NextDollar({ scope, economics: { page, inputs } }: { scope: ProjectScope; economics: Economics }) {
  const controls = `${paths.projectSlice(scope.organization, scope.project, "economics")}/control`;
  const known = new Map(inputs.controls.map((control) => [control.id, control]));
  const worths = (page.simulation?.result.controls ?? []).filter(({ id }) => known.has(id));
  const planned = worths.filter(({ id }) => known.get(id)?.inPlace === false);
  const done = worths.filter(({ id }) => known.get(id)?.inPlace === true);
  const scale = logScale(worths.flatMap(({ low, high }) => [low, high]));
  return (
    <MoneyPanel
      title="Next dollar"
      note="loss avoided in a year for each dollar, low to high"
      why={{
        label: "what each moves",
        text: (
          <>
            <p>
              The model is run with a control and without it, at the same ten thousand draws: the difference over what
              it costs in a year. The tick is at the numbers as they stand, the band holds eight of ten draws. Nothing
              is cut off: one that made things worse would be below zero.
            </p>
            <TextLink asChild>
              <Link href={controls}>Controls, what they cost and move</Link>
            </TextLink>
          </>
        ),
      }}
    >
      {planned.length === 0 && done.length === 0 ? (
        <p className="text-ink-3">
          {inputs.controls.length === 0 ? "No control is on the list. " : "Not simulated yet. "}
          <TextLink asChild>
            <Link href={controls}>Controls and times</Link>
          </TextLink>
        </p>
      ) : (
        <div role="table" aria-label="Next dollar">
          <div role="row" className={cn(ROW, "h-6 border-line-strong text-12 text-ink-3")}>
            <span role="columnheader">Control</span>
            <span role="columnheader" className="text-right">
              Cost
            </span>
            <span role="columnheader" className="flex justify-between pl-4">
              <span>{roundUsd(scale.low)}</span>
              <span>{roundUsd(scale.high)}</span>
            </span>
          </div>
          {bandsOf(planned).map((band) => (
            <Band key={band[0]?.id} band={band} known={known} scale={scale} />
          ))}
          {done.length > 0 && (
            <div role="row" className={cn(ROW, "h-6 text-12 text-ink-3")}>
              <span role="cell">In place, worth as they are</span>
            </div>
          )}
          {done.map((worth) => (
            <Row key={worth.id} worth={worth} control={known.get(worth.id)} scale={scale} isFirst={false} />
          ))}
        </div>
      )}
      <Budget inputs={inputs} />
    </MoneyPanel>
  );
}

const ROW =
  "grid grid-cols-[minmax(0,190px)_56px_minmax(80px,1fr)] items-center border-b border-line phone:grid-cols-[minmax(0,150px)_44px_minmax(60px,1fr)]";

function Band({
  band,
  known,
  scale,
}: {
  band: readonly Worth[];
  known: ReadonlyMap<string, ModelControl>;
  scale: LogScale;
}) {
  const isMany = band.length > 1;
  const cheapest = band
    .map(({ id }) => known.get(id))
    .reduce(
      (best, control) =>
        control !== undefined && (best === undefined || control.costUsd < best.costUsd) ? control : best,
      undefined,
    );
  return (
    <div role="rowgroup" className={cn("grid", isMany && "grid-cols-[minmax(0,1fr)_132px] phone:grid-cols-1")}>
      <div role="none">
        {band.map((worth) => (
          <Row key={worth.id} worth={worth} control={known.get(worth.id)} scale={scale} isFirst={isMany} />
        ))}
      </div>
      {isMany && (
        <div role="row" className="flex items-stretch gap-2 py-1.5 pl-1.5 phone:pl-0">
          <span aria-hidden="true" className="w-1.5 border border-l-0 border-line-control phone:hidden" />
          <span role="cell" className="self-center text-12 text-ink-2">
            cannot be told apart: start with the cheapest
            {cheapest !== undefined && `, ${cheapest.name}`}
          </span>
        </div>
      )}
    </div>
  );
}

interface RowProps {
  worth: Worth;
  control: ModelControl | undefined;
  scale: LogScale;
  /** It is one of a band that cannot be told apart. */
  isFirst: boolean;
}

function Row({ worth: { low, mid, high }, control, scale, isFirst }: RowProps) {
  const left = scale(low);
  return (
    <div role="row" className={cn(ROW, "h-[27px]")}>
      <span role="cell" className="truncate" title={control?.name}>
        {control?.name}
      </span>
      <span role="cell" className="text-right tabular-nums">
        {roundUsd(control?.costUsd ?? 0)}
      </span>
      <span role="cell" className="relative ml-4 h-[27px]">
        <span className="sr-only">
          {roundUsd(low)} to {roundUsd(high)}, {roundUsd(mid)} as it stands
        </span>
        <span
          aria-hidden="true"
          className={cn("absolute top-2.5 h-[7px] rounded-[1px] opacity-55", isFirst ? "bg-chart" : "bg-chart-2")}
          style={{ left: `${left}%`, width: `${Math.max(1, scale(high) - left)}%` }}
        />
        <span
          aria-hidden="true"
          className="absolute top-[7px] h-[13px] w-0.5 bg-[var(--chart-ink)]"
          style={{ left: `${scale(mid)}%` }}
        />
      </span>
    </div>
  );
}

/** What the budget buys, one after the other, each given those before it. */
function Budget({ inputs }: { inputs: Economics["inputs"] }) {
  const budget = inputs.values.budget;
  if (budget === null) return null;
  const taken = choose(inputs, budget);
  return (
    <p className="mt-2 text-12 text-ink-3">
      With {roundUsd(budget)}:{" "}
      {taken.length === 0 ? "nothing that is planned fits" : taken.map(({ name }) => name).join(", then ")}. Each is
      chosen given those before it.
    </p>
  );
}
