import { SEVERITIES } from "@redoubt/domain/finding";
import type { RevisionState } from "@redoubt/domain/report";
import { Table, Td, Th, Tr } from "@redoubt/ui";
import { SeverityHead } from "#features/finding/index.ts";

const STATES = [
  ["open", "open"],
  ["resolved", "resolved"],
  ["setAside", "set aside"],
] as const;

/** Severity by state, revision by revision: the numbers behind the bars. */
export function StateTable({ states }: { states: readonly RevisionState[] }) {
  return (
    <Table label="Severity and state by revision" flush>
      <thead>
        <tr>
          <Th>Revision</Th>
          <Th>State</Th>
          {SEVERITIES.map((severity) => (
            <Th key={severity} numeric className="w-24 phone:w-14">
              <SeverityHead severity={severity} />
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
  );
}
