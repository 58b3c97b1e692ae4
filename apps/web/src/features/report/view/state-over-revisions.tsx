import { SEVERITIES, type Severity } from "@redoubt/domain/finding";
import type { RevisionState } from "@redoubt/domain/report";
import { Section, Table, Td, Th, Tr } from "@redoubt/ui";
import { SeverityLevel } from "#features/finding/index.ts";

const STATES = [
  ["open", "open"],
  ["resolved", "resolved"],
  ["setAside", "set aside"],
] as const;

/** Severity by state, revision by revision: bars for what was open, and the numbers behind them. */
export function StateOverRevisions({ states }: { states: readonly RevisionState[] }) {
  return (
    <Section title="Severity and state over revisions" note="each as it stood when the next one arrived" flush>
      <OpenChart states={states} />
      <Table label="Severity and state over revisions">
        <thead>
          <tr>
            <Th>Revision</Th>
            <Th>State</Th>
            {SEVERITIES.map((severity) => (
              <Th key={severity} numeric className="w-24 phone:w-14">
                <span className="phone:hidden">
                  <SeverityLevel severity={severity} />
                </span>
                <span className="hidden phone:inline">
                  <SeverityLevel severity={severity} bare />
                </span>
              </Th>
            ))}
          </tr>
        </thead>
        {states.map((state) => (
          <tbody key={state.revision.number}>
            {STATES.map(([kind, words]) => (
              <Tr key={kind} hover={false}>
                {kind === "open" && (
                  <Th scope="rowgroup" rowSpan={3} className="border-line! align-top! text-13! text-ink!">
                    {state.revision.name}
                  </Th>
                )}
                <Td className={kind === "open" ? undefined : "text-ink-3"}>{words}</Td>
                {SEVERITIES.map((severity) => (
                  <Td key={severity} numeric className={kind === "open" ? undefined : "text-ink-3"}>
                    {state[kind][severity].toLocaleString("en")}
                  </Td>
                ))}
              </Tr>
            ))}
          </tbody>
        ))}
      </Table>
    </Section>
  );
}

const CHARTED = ["critical", "high", "medium", "low"] as const satisfies readonly Severity[];
const FILL: Readonly<Record<(typeof CHARTED)[number], string>> = {
  critical: "bg-critical",
  high: "bg-high",
  medium: "bg-medium",
  low: "bg-low",
};

/** Informational findings are in the table only: there are so many that they would hide the others. */
function OpenChart({ states }: { states: readonly RevisionState[] }) {
  const totals = states.map((state) => CHARTED.reduce((sum, severity) => sum + state.open[severity], 0));
  const most = Math.max(1, ...totals);
  return (
    <figure className="px-6 pb-3 phone:px-4">
      <figcaption className="mb-1 text-12 text-ink-3">Open, low and worse</figcaption>
      <ul className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1.5">
        {states.map((state, index) => (
          <li key={state.revision.number} className="contents">
            <span className="max-w-32 truncate">{state.revision.name}</span>
            <span className="flex items-center gap-2">
              <span
                role="img"
                aria-label={CHARTED.map((severity) => `${state.open[severity]} ${severity}`).join(", ")}
                className="flex h-3 gap-px"
                style={{ width: `${((totals[index] ?? 0) / most) * 80}%` }}
              >
                {CHARTED.filter((severity) => state.open[severity] > 0).map((severity) => (
                  <span
                    key={severity}
                    title={`${state.open[severity]} ${severity}`}
                    className={FILL[severity]}
                    style={{ flexGrow: state.open[severity], flexBasis: 0 }}
                  />
                ))}
              </span>
              <span className="tabular-nums">{totals[index]}</span>
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
