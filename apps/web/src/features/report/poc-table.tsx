import { type PocLine, type RevisionRef, verdictWords } from "@redoubt/domain/report";
import { Mark, Table, Td, Th, Tr } from "@redoubt/ui";
import { CodeTitle, RefLink } from "./ref-link.tsx";
import { type ProjectScope, verdictMark, within } from "./words.ts";

/** Revisions side by side; older ones are on each PoC's own page. */
const COLUMNS = 5;

interface PocTableProps {
  /** Null where there is no project to lead into. */
  scope: ProjectScope | null;
  pocs: readonly PocLine[];
  revisions: readonly RevisionRef[];
  /** Without the padding of the page. */
  flush?: boolean;
}

/** Each PoC on each revision: reproduces is failed, does not reproduce is demonstrated, anything else is missing. */
export function PocTable({ scope, pocs, revisions, flush = false }: PocTableProps) {
  const columns = revisions.slice(-COLUMNS);
  return (
    <Table label="PoC results by revision" flush={flush}>
      <thead>
        <tr>
          <Th className="w-14">Finding</Th>
          <Th>PoC</Th>
          {columns.map((revision) => (
            <Th key={revision.number} className="w-20 phone:w-12">
              <span className="block max-w-20 truncate phone:max-w-12" title={revision.name}>
                {revision.name}
              </span>
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {pocs.map((poc) => (
          <Tr key={poc.number}>
            <Td>
              {poc.finding === null ? (
                <span className="text-ink-3">none</span>
              ) : (
                <RefLink href={within(scope, `finding/F-${poc.finding}`)} link className="tabular-nums">
                  F-{poc.finding}
                </RefLink>
              )}
            </Td>
            <Td className="max-w-0 min-w-28">
              <RefLink
                href={within(scope, `verification/${poc.number}`)}
                className="block truncate hover:underline print:whitespace-normal"
              >
                <CodeTitle text={poc.title} />
              </RefLink>
            </Td>
            {columns.map((revision) => (
              <Td key={revision.number}>
                <VerdictMark poc={poc} revision={revision} />
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function VerdictMark({ poc, revision }: { poc: PocLine; revision: RevisionRef }) {
  const cell = poc.verdicts.find((candidate) => candidate.revision === revision.number);
  const verdict = cell?.verdict ?? null;
  const why = verdict === "error" && cell?.reason ? `: ${cell.reason}` : "";
  return <Mark kind={verdictMark(verdict)} label={`${revision.name}: ${verdictWords(verdict)}${why}`} />;
}

/** What the three marks mean here. */
export function PocLegend() {
  const items = [
    ["failed", "reproduces"],
    ["demonstrated", "does not reproduce"],
    ["missing", "not run, or error"],
  ] as const;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-ink-2">
      {items.map(([kind, words]) => (
        <li key={kind} className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" className="inline-flex">
            <Mark kind={kind} />
          </span>
          {words}
        </li>
      ))}
    </ul>
  );
}
