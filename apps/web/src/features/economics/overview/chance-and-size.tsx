import { PARAMETERS, type Regime, type RegimeResult, roundPercent, roundUsd } from "@redoubt/domain/economics";
import { Tag, TextLink } from "@redoubt/ui";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import type { Economics } from "../use-economics.ts";
import { type ProjectScope, REGIME_WORDS } from "../words.ts";
import { MoneyPanel } from "./panel.tsx";
import { RangeBar } from "./range-bar.tsx";
import { logScale } from "./scale.ts";

/** The chance of at least one loss in a year, and how large one is if it happens: never multiplied. */
export function ChanceAndSize({
  scope,
  economics,
  regime,
}: {
  scope: ProjectScope;
  economics: Economics;
  regime: Regime;
}) {
  const { page, standing } = economics;
  const result = page.simulation?.result.regimes[regime];
  const own = PARAMETERS.filter(({ key }) => standing.sources[key] !== "default").length;
  const parameters = `${paths.projectSlice(scope.organization, scope.project, "economics")}/parameter`;
  return (
    <MoneyPanel
      title="Chance and size, apart"
      second
      note={<Tag tone="outline">Model, not forecast</Tag>}
      why={{
        label: "formula",
        text: (
          <>
            <p>
              Ten thousand years, each with every uncertain number drawn from its range. Incidents come as weaknesses
              are written, slip through and are found by attackers before they are found by us; those of keys and
              operations come on top, and reach everything.
            </p>
            <p>
              A loss is as large as losses have been, never more than can be taken of that asset with its limits, and
              less what a response saves. The band of the chance holds nine of ten draws.
            </p>
          </>
        ),
      }}
    >
      {result === undefined ? (
        <p className="text-ink-3">Not simulated yet.</p>
      ) : (
        <div className="mt-1 grid grid-cols-2 gap-5 phone:grid-cols-1">
          <Chance result={result} appetite={standing.values["appetite-chance"]} />
          <Size result={result} appetite={standing.values["appetite-size"]} />
        </div>
      )}
      <p className="mt-2 text-12 text-ink-3">
        Regime: {REGIME_WORDS[regime].toLowerCase()}.{" "}
        {result !== undefined && (
          <>
            One loss in a hundred is above {roundUsd(result.size.hundredth)}, and one year in a hundred loses more than{" "}
            {roundUsd(result.yearHundredth)}.{" "}
          </>
        )}
        Chance and size are never multiplied: a rare loss of everything and a common small one are not the same thing.{" "}
        {own} of {PARAMETERS.length} parameters are the team’s own.{" "}
        <TextLink asChild>
          <Link href={parameters} className="whitespace-nowrap">
            All {PARAMETERS.length}
          </Link>
        </TextLink>
      </p>
    </MoneyPanel>
  );
}

function Chance({ result: { chance }, appetite }: { result: RegimeResult; appetite: number | null }) {
  const scale = logScale([chance.low, chance.high, ...(appetite === null ? [] : [appetite])]);
  return (
    <div className="min-w-0">
      <dl>
        <div>
          <dt className="text-12 text-ink-3">At least one loss in 12 months</dt>
          <dd className="text-28 font-semibold tabular-nums">{roundPercent(chance.mid)}</dd>
        </div>
      </dl>
      <RangeBar
        label={`${roundPercent(chance.low)} to ${roundPercent(chance.high)}${appetite === null ? "" : `, appetite ${roundPercent(appetite)}`}`}
        scale={scale}
        low={chance.low}
        high={chance.high}
        mid={chance.mid}
        marks={[
          { at: chance.low, text: roundPercent(chance.low) },
          { at: chance.high, text: roundPercent(chance.high) },
        ]}
        appetite={appetite === null ? null : { at: appetite, text: `appetite ${roundPercent(appetite)}` }}
      />
    </div>
  );
}

function Size({ result: { size }, appetite }: { result: RegimeResult; appetite: number | null }) {
  const scale = logScale([size.half, size.hundredth, ...(appetite === null ? [] : [appetite])]);
  return (
    <div className="min-w-0 border-line phone:border-t phone:pt-3 not-phone:border-l not-phone:pl-5">
      <dl>
        <div>
          <dt className="text-12 text-ink-3">Size, if it happens</dt>
          <dd className="text-28 font-semibold tabular-nums">{roundUsd(size.half)}</dd>
        </div>
      </dl>
      <RangeBar
        label={`Half of losses above ${roundUsd(size.half)}, one in ten above ${roundUsd(size.tenth)}, one in a hundred above ${roundUsd(size.hundredth)}${appetite === null ? "" : `; appetite ${roundUsd(appetite)}`}`}
        scale={scale}
        low={size.half}
        high={size.hundredth}
        mid={size.half}
        marks={[
          { at: size.half, text: "half" },
          { at: size.tenth, text: `P90 ${roundUsd(size.tenth)}` },
          { at: size.hundredth, text: `P99 ${roundUsd(size.hundredth)}` },
        ]}
        appetite={appetite === null ? null : { at: appetite, text: `appetite ${roundUsd(appetite)}` }}
      />
    </div>
  );
}
