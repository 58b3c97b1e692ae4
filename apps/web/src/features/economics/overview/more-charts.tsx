import {
  chanceAttackerWins,
  densityFallNeeded,
  lossFraction,
  minutesToStop,
  type Regime,
  REGIMES,
  roundMinutes,
  roundPercent,
  roundUsd,
  standing,
  type Values,
  worthOfFresh,
} from "@redoubt/domain/economics";
import { Disclosure, Table, Td, Th, Tr } from "@redoubt/ui";
import type { Economics } from "../use-economics.ts";
import { REGIME_WORDS } from "../words.ts";
import { MoneyPanel } from "./panel.tsx";

/** Further charts, folded: what is asked less often. */
export function MoreCharts({ economics, regime }: { economics: Economics; regime: Regime }) {
  const { values } = economics.inputs;
  return (
    <Disclosure
      title="More charts"
      end="exceedance, response, race, long run"
      className="border-t border-line px-6 phone:px-4"
    >
      <div className="-mx-6 grid grid-cols-2 border-t border-line max-lg:grid-cols-1 phone:-mx-4">
        <Exceedance economics={economics} regime={regime} />
        <Response economics={economics} />
        <RaceTable values={values} />
        <LongRun values={values} />
      </div>
    </Disclosure>
  );
}

function Exceedance({ economics: { page }, regime }: { economics: Economics; regime: Regime }) {
  const points = (page.simulation?.result.regimes[regime].exceedance ?? []).filter((_, index) => index % 4 === 0);
  return (
    <MoneyPanel title="Exceedance" note={`chance of a larger loss in a year, ${REGIME_WORDS[regime].toLowerCase()}`}>
      {points.length === 0 ? (
        <p className="text-ink-3">Not simulated yet, or nothing to lose.</p>
      ) : (
        <Table label="Exceedance" flush>
          <thead>
            <tr>
              <Th>More than</Th>
              <Th>In a year</Th>
              <Th hideLabel>Bar</Th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ usd, chance }) => (
              <Tr key={usd} hover={false}>
                <Td className="w-24 tabular-nums">{roundUsd(usd)}</Td>
                <Td className="w-24 tabular-nums">{roundPercent(chance)}</Td>
                <Td>
                  <span aria-hidden="true" className="block h-2 bg-[var(--chart-grid)]">
                    <span
                      className="block h-full bg-chart"
                      style={{ width: `${(chance / Math.max(1e-9, points[0]?.chance ?? 1)) * 100}%` }}
                    />
                  </span>
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </MoneyPanel>
  );
}

const MINUTES = [0.5, 2, 5, 15, 60] as const;

function Response({ economics: { inputs } }: { economics: Economics }) {
  const { values } = inputs;
  const now = minutesToStop(values, standing(inputs));
  const rows = [...MINUTES, now].toSorted((a, b) => a - b);
  const share = (minutes: number, preBlock: number): string =>
    roundPercent(
      lossFraction({
        ...{ minutes, preBlock, tau: values["drain-minutes"] ?? 0, atomicShare: values["atomic-share"] ?? 0 },
      }),
    );
  return (
    <MoneyPanel title="Response" note="share lost when an attack comes" second>
      <Table label="Response" flush>
        <thead>
          <tr>
            <Th>Until pause</Th>
            <Th>No screening</Th>
            <Th>With it, at {roundPercent(values.screening ?? 0)}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((minutes, index) => (
            <Tr key={`${minutes}-${index}`} hover={false} selected={minutes === now}>
              <Td>
                {roundMinutes(minutes)}
                {minutes === now && " (now)"}
              </Td>
              <Td className="tabular-nums">{share(minutes, 0)}</Td>
              <Td className="tabular-nums">{share(minutes, values.screening ?? 0)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </MoneyPanel>
  );
}

const LOOKS = [
  { label: "One look a year", perDay: 1 / 365 },
  { label: "Monthly rescan", perDay: 12 / 365 },
  { label: "Weekly rescan", perDay: 1 / 7 },
  { label: "Daily rescan", perDay: 1 },
] as const;

function RaceTable({ values }: { values: Values }) {
  const attackerPerDay = values["attacker-rate"] ?? 0;
  const wins = (defenderPerDay: number, fixDays: number): string =>
    roundPercent(chanceAttackerWins({ defenderPerDay, attackerPerDay, headStartDays: 0, fixDays }));
  const fixDays = values["fix-days"] ?? 0;
  return (
    <MoneyPanel title="Race" note="chance that an attacker is first, given a bug that both can find">
      <Table label="Race" flush>
        <thead>
          <tr>
            <Th>We look</Th>
            <Th>Fixed in {fixDays} d</Th>
            <Th>Contained in 15 min</Th>
          </tr>
        </thead>
        <tbody>
          {LOOKS.map(({ label, perDay }) => (
            <Tr key={label} hover={false}>
              <Td>{label}</Td>
              <Td className="tabular-nums">{wins(perDay, fixDays)}</Td>
              <Td className="tabular-nums">{wins(perDay, 15 / 1440)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </MoneyPanel>
  );
}

function LongRun({ values }: { values: Values }) {
  const needed = densityFallNeeded(values["cost-half-life"] ?? 6, values["success-growth"] ?? 0);
  return (
    <MoneyPanel title="The long run" note="cheaper now, dearer later" second>
      <ul className="flex flex-col gap-2">
        <li>
          Attacks get dearer only if reachable weaknesses fall by more than{" "}
          <b className="font-medium">{roundPercent(needed)}</b> a year: the cost of attempts halves every{" "}
          {values["cost-half-life"]} months, and attempts succeed more often.
        </li>
        <li>
          How often attackers win depends on what escapes before deployment (
          {roundPercent(values["caught-shallow"] ?? 0)} of shallow and {roundPercent(values["caught-deep"] ?? 0)} of
          deep weaknesses are caught by tests and reviews alone) and on how often we look, {values["looks-shallow"]}{" "}
          times a year against {values["attacker-shallow"]}.
        </li>
        <li>
          A fresh contract of nobody is worth one attempt from{" "}
          {REGIMES.map(
            (regime) => `${roundUsd(worthOfFresh(values, regime))} (${REGIME_WORDS[regime].toLowerCase()})`,
          ).join(", ")}
          .
        </li>
      </ul>
    </MoneyPanel>
  );
}
