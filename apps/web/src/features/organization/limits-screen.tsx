import { ADVISORY_LIMITS, INVENTORY_LIMITS } from "@redoubt/domain/advisory";
import { HOLD_LIMITS, REPORT_LIMITS, REPORT_READING, SARIF_LIMITS, SCANNER_LIMITS } from "@redoubt/domain/finding";
import { SCAN_LOG_LIMITS } from "@redoubt/domain/scan";
import { SOURCE_LIMITS } from "@redoubt/domain/source";
import { POC_LIMITS } from "@redoubt/domain/verification";
import { Section, Table, Td, Th, Tr } from "@redoubt/ui";

interface Limit {
  readonly what: string;
  readonly limit: string;
  /** What a person sees when it is reached. */
  readonly beyond: string;
}

const MB = 1024 * 1024;
const REFUSED = "refused, with what it was";
const NOTICE = "left out, with a notice on the import";
const ENDED = "ended and named under not scanned";

const GROUPS: readonly { readonly title: string; readonly limits: readonly Limit[] }[] = [
  {
    title: "Bringing code",
    limits: [
      { what: "Git repository", limit: bytes(SOURCE_LIMITS.gitBytes), beyond: REFUSED },
      { what: "Time to fetch", limit: minutes(SOURCE_LIMITS.fetchMs), beyond: REFUSED },
      { what: "Archive", limit: bytes(SOURCE_LIMITS.archiveBytes), beyond: REFUSED },
      { what: "Unpacked", limit: bytes(SOURCE_LIMITS.unpackedBytes), beyond: REFUSED },
      { what: "Files", limit: count(SOURCE_LIMITS.files), beyond: REFUSED },
      { what: "Compression", limit: `${SOURCE_LIMITS.ratio} to 1`, beyond: REFUSED },
      { what: "Folders in folders", limit: count(SOURCE_LIMITS.depth), beyond: REFUSED },
      { what: "File in the viewer", limit: bytes(SOURCE_LIMITS.viewBytes), beyond: "kept, not shown" },
    ],
  },
  {
    title: "One scanner run",
    limits: [
      { what: "Time", limit: minutes(SCANNER_LIMITS.timeoutMs), beyond: ENDED },
      { what: "Memory", limit: bytes(SCANNER_LIMITS.maxRssMb * MB), beyond: ENDED },
      { what: "Output", limit: bytes(SCANNER_LIMITS.maxOutputMb * MB), beyond: ENDED },
      { what: "Processes", limit: count(SCANNER_LIMITS.maxProcesses), beyond: "the next one does not start" },
      { what: "Log", limit: `${count(SCAN_LOG_LIMITS.lines)} lines`, beyond: "cut, and the log says so" },
    ],
  },
  {
    title: "One uploaded report",
    limits: [
      { what: "Size", limit: bytes(REPORT_LIMITS.maxBytes), beyond: REFUSED },
      { what: "Nesting", limit: `${REPORT_LIMITS.maxDepth} levels`, beyond: REFUSED },
      { what: "One text", limit: bytes(REPORT_LIMITS.maxStringBytes), beyond: REFUSED },
      { what: "Memory to read it", limit: bytes(REPORT_READING.memoryMb * MB), beyond: REFUSED },
      { what: "Time to read it", limit: minutes(REPORT_READING.timeoutMs), beyond: REFUSED },
      { what: "SARIF runs", limit: count(SARIF_LIMITS.runs), beyond: NOTICE },
      { what: "SARIF results in a run", limit: count(SARIF_LIMITS.results), beyond: NOTICE },
      { what: "SARIF rules in a run", limit: count(SARIF_LIMITS.rules), beyond: NOTICE },
      { what: "Locations of a result", limit: count(SARIF_LIMITS.locations), beyond: NOTICE },
    ],
  },
  {
    title: "Dependencies and advisories",
    limits: [
      { what: "Lock files of a revision", limit: count(INVENTORY_LIMITS.manifests), beyond: "not read, and named" },
      { what: "One lock file", limit: bytes(INVENTORY_LIMITS.manifestBytes), beyond: "not read, and named" },
      {
        what: "Components of a lock file",
        limit: count(INVENTORY_LIMITS.componentsPerManifest),
        beyond: "left out, and counted",
      },
      {
        what: "Components of a revision",
        limit: count(INVENTORY_LIMITS.components),
        beyond: "the lock file is left out",
      },
      { what: "Dump of advisories", limit: bytes(ADVISORY_LIMITS.dumpBytes), beyond: REFUSED },
      { what: "Unpacked", limit: bytes(ADVISORY_LIMITS.unpackedBytes), beyond: REFUSED },
      { what: "One advisory", limit: bytes(ADVISORY_LIMITS.recordBytes), beyond: "left out, and named" },
    ],
  },
  {
    title: "PoCs",
    limits: [
      { what: "File", limit: bytes(POC_LIMITS.contentBytes), beyond: REFUSED },
      { what: "In one project", limit: count(POC_LIMITS.perProject), beyond: REFUSED },
      { what: "Time of a run", limit: minutes(POC_LIMITS.runMs), beyond: "ends as error, moves no finding" },
    ],
  },
  {
    title: "Closing findings",
    limits: [
      {
        what: "Closings of one run",
        limit: `${HOLD_LIMITS.share * 100} % and ${HOLD_LIMITS.minimum}`,
        beyond: "held until a person confirms",
      },
    ],
  },
];

/** What the platform takes and what happens beyond: nothing of it is applied silently. */
export function LimitsScreen() {
  return (
    <>
      <p className="max-w-[620px] px-6 pt-4 text-ink-2 phone:px-4">
        What one installation takes at once. Whatever crosses a limit is told where it happens, never cut in silence.
      </p>
      {GROUPS.map((group) => (
        <Section key={group.title} title={group.title} flush className="border-t-0">
          <Table label={group.title} className="table-fixed">
            <thead>
              <tr>
                <Th className="w-1/3">What</Th>
                <Th className="w-40 phone:w-24">Limit</Th>
                <Th>Beyond it</Th>
              </tr>
            </thead>
            <tbody>
              {group.limits.map((limit) => (
                <Tr key={limit.what} hover={false}>
                  <Td>{limit.what}</Td>
                  <Td className="tabular-nums">{limit.limit}</Td>
                  <Td className="text-ink-2">{limit.beyond}</Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </Section>
      ))}
    </>
  );
}

function bytes(value: number): string {
  const units = ["bytes", "kB", "MB", "GB"];
  let at = 0;
  let size = value;
  while (size >= 1024 && at < units.length - 1) {
    size /= 1024;
    at += 1;
  }
  return `${size.toLocaleString("en")} ${units[at]}`;
}

function minutes(ms: number): string {
  return `${ms / 60_000} min`;
}

function count(value: number): string {
  return value.toLocaleString("en");
}
