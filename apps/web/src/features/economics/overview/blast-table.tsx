import {
  type Blast,
  blastRadius,
  type Horizon,
  HORIZONS,
  minutesToStop,
  roundMinutes,
  roundUsd,
  standing,
} from "@redoubt/domain/economics";
import { Table, Td, Th, Tr } from "@redoubt/ui";
import type { Economics } from "../use-economics.ts";
import { MoneyPanel } from "./panel.tsx";

/** What can leave if every check in front of it fails, over four spans, without limits and with them. */
export function BlastTable({ economics: { inputs } }: { economics: Economics }) {
  const rows = blastRadius(inputs);
  const most = Math.max(1, ...rows.map(({ asset }) => asset.valueUsd));
  const heads: Readonly<Record<Horizon, string>> = {
    transaction: "One transaction",
    block: "One block",
    pause: `Until pause, ${roundMinutes(minutesToStop(inputs.values, standing(inputs)))}`,
    day: "A day without us",
  };
  return (
    <MoneyPanel
      title="Blast radius"
      note={
        <>
          <Key color="var(--chart-3)">without limits</Key>
          <Key color="var(--chart-main)">with limits as stated</Key>
        </>
      }
      why={{
        label: "how computed",
        text: (
          <>
            <p>
              Values and limits as stated in the profile: the least of the value, what the market takes, and what may
              leave in a minute times the span. A cap among the controls that is in place takes its share of the value,
              until somebody answers.
            </p>
            <p>
              A transaction ends within its block of {inputs.values["block-seconds"]} seconds. An atomic attack beats
              every pause.
            </p>
          </>
        ),
      }}
    >
      <Table label="Blast radius" flush className="table-fixed min-w-[640px]">
        <colgroup>
          <col className="w-[190px]" />
        </colgroup>
        <thead>
          <tr>
            <Th>If every check fails</Th>
            {HORIZONS.map((horizon) => (
              <Th key={horizon}>{heads[horizon]}</Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Tr key={row.asset.id} hover={false}>
              <Td className="h-12! min-w-40 whitespace-normal">
                <div className="truncate font-medium">{row.asset.name}</div>
                <div className="text-12 text-ink-3">{limitWords(row)}</div>
              </Td>
              {HORIZONS.map((horizon) => (
                <Td key={horizon} className="h-12!">
                  <Pair without={row.without[horizon]} withLimits={row.withLimits[horizon]} most={most} />
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
    </MoneyPanel>
  );
}

function limitWords({ asset }: Blast): string {
  const { drainUsdPerMinute, liquidityUsd } = asset;
  const limits = [
    drainUsdPerMinute === null ? "" : `${roundUsd(drainUsdPerMinute)} a minute`,
    liquidityUsd === null ? "" : `market takes ${roundUsd(liquidityUsd)}`,
  ].filter(Boolean);
  return limits.length === 0 ? "no limit stated" : limits.join(", ");
}

function Key({ color, children }: { color: string; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-ink-2">
      <span aria-hidden="true" className="h-2 w-3.5" style={{ background: color }} />
      {children}
    </span>
  );
}

function Pair({ without, withLimits, most }: { without: number; withLimits: number; most: number }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_46px] items-center gap-x-2 gap-y-1 text-12/[14px] tabular-nums">
      <Bar share={without / most} color="var(--chart-3)" />
      <span className="text-right text-ink-3">
        {roundUsd(without)}
        <span className="sr-only"> without limits, </span>
      </span>
      <Bar share={withLimits / most} color="var(--chart-main)" />
      <span className="text-right font-medium">
        {roundUsd(withLimits)}
        <span className="sr-only"> with limits</span>
      </span>
    </div>
  );
}

function Bar({ share, color }: { share: number; color: string }) {
  return (
    <span aria-hidden="true" className="block h-2 bg-[var(--chart-grid)]">
      <span className="block h-full min-w-0.5" style={{ width: `${Math.min(100, share * 100)}%`, background: color }} />
    </span>
  );
}
