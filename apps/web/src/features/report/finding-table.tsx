import { type ReportFinding, ageWords, verdictWords } from "@redoubt/domain/report";
import { FINDING_STATES } from "@redoubt/domain/finding";
import { Mark, Person, Table, Tag, Td, Th, Tr } from "@redoubt/ui";
import { SeverityLevel, StateTag } from "#features/finding/index.ts";
import { CodeTitle, RefLink } from "./ref-link.tsx";
import { type ProjectScope, verdictMark, within } from "./words.ts";

interface FindingTableProps {
  /** Null where there is no project to lead into. */
  scope: ProjectScope | null;
  findings: readonly ReportFinding[];
  label: string;
  /** Without the padding of the page. */
  flush?: boolean;
}

/** Open findings with who has them and how old they are. */
export function FindingTable({ scope, findings, label, flush = false }: FindingTableProps) {
  return (
    <Table label={label} roomy flush={flush}>
      <thead>
        <tr>
          <Th className="w-14">Finding</Th>
          <Th hideLabel>Title</Th>
          <Th className="w-24 phone:hidden">Severity</Th>
          <Th className="w-28 phone:hidden">State</Th>
          <Th className="w-40 max-lg:hidden">Owner</Th>
          <Th numeric className="w-20 phone:hidden">
            Age
          </Th>
          <Th className="w-16">PoC</Th>
        </tr>
      </thead>
      <tbody>
        {findings.map((finding) => (
          <FindingRow key={finding.number} scope={scope} finding={finding} />
        ))}
      </tbody>
    </Table>
  );
}

function FindingRow({ scope, finding }: { scope: ProjectScope | null; finding: ReportFinding }) {
  const { number, title, severity, place, owner, ageDays, poc } = finding;
  return (
    <Tr className="relative">
      <Td className="text-ink-3 tabular-nums">F-{number}</Td>
      <Td className="w-full max-w-0 min-w-44">
        <RefLink
          href={within(scope, `finding/F-${number}`)}
          className="block truncate font-medium after:absolute after:inset-0 phone:whitespace-normal print:whitespace-normal"
        >
          <CodeTitle text={title} />
        </RefLink>
        <div className="flex items-center gap-2 text-12 text-ink-3">
          <span className="hidden phone:block">
            <SeverityLevel severity={severity} bare />
          </span>
          <span className="truncate">{place ?? "no place named"}</span>
          <span className="flex-none lg:hidden">{owner ?? "nobody"}</span>
        </div>
      </Td>
      <Td className="phone:hidden">
        <SeverityLevel severity={severity} />
      </Td>
      <Td className="whitespace-nowrap phone:hidden">
        <FindingState state={finding.state} />
      </Td>
      <Td className="whitespace-nowrap max-lg:hidden">
        {owner === null ? <span className="text-ink-3">nobody</span> : <Person name={owner} />}
      </Td>
      <Td numeric className="whitespace-nowrap phone:hidden">
        {ageWords(ageDays)}
      </Td>
      <Td>
        <Mark kind={verdictMark(poc)} label={poc === null ? "no PoC result" : verdictWords(poc)} />
      </Td>
    </Tr>
  );
}

/** The state as lists show it; a snapshot may hold one that is no longer known. */
function FindingState({ state }: { state: string }) {
  const known = FINDING_STATES.find((candidate) => candidate === state);
  return known === undefined ? <Tag>{state}</Tag> : <StateTag state={known} />;
}
