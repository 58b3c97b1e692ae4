import type { NotScanned, ScannerCoverage } from "@redoubt/domain/report";
import { SCAN_STATES } from "@redoubt/domain/scan";
import { Table, Td, Th, Tr, WorkState } from "@redoubt/ui";
import { SCAN_STATE } from "#features/scan/index.ts";
import { RefLink } from "./ref-link.tsx";
import { type ProjectScope, within } from "./words.ts";

/** What each scanner did on the newest revision. */
export function ScannerTable({
  scope,
  scanners,
  flush = false,
}: {
  scope: ProjectScope | null;
  scanners: readonly ScannerCoverage[];
  /** Without the padding of the page. */
  flush?: boolean;
}) {
  return (
    <Table label="Scanners on the newest revision" flush={flush}>
      <thead>
        <tr>
          <Th>Scanner</Th>
          <Th>Version</Th>
          <Th>State</Th>
          <Th numeric>Results</Th>
        </tr>
      </thead>
      <tbody>
        {scanners.map((scanner) => (
          <Tr key={scanner.title}>
            <Td>
              <RefLink href={within(scope, `scan/${scanner.scan}`)} className="hover:underline">
                {scanner.title}
              </RefLink>
            </Td>
            <Td className="text-12 text-ink-3">
              {scanner.version ?? "not known"}
              {scanner.sandboxed === false && ", no jail"}
            </Td>
            <Td className="whitespace-nowrap">
              <ScannerState state={scanner.state} />
            </Td>
            <Td numeric>{isEnded(scanner.state) ? scanner.results.toLocaleString("en") : ""}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function ScannerState({ state }: { state: string }) {
  const known = SCAN_STATES.find((candidate) => candidate === state);
  if (known === undefined) return state;
  const { mark, words } = SCAN_STATE[known];
  return (
    <span className="flex items-center gap-2">
      <WorkState state={mark} label={words} />
      {words}
    </span>
  );
}

function isEnded(state: string): boolean {
  return state === "succeeded" || state === "partial";
}

/** What no scanner looked at on the newest revision, by reason. */
export function NotScannedList({ gaps, ended }: { gaps: readonly NotScanned[]; ended: boolean }) {
  if (gaps.length === 0) {
    return (
      <p className="text-ink-3">
        {ended ? "The scanners that ran left nothing out." : "Known when the scanners are done."}
      </p>
    );
  }
  return (
    <ul>
      {gaps.map((gap) => (
        <li key={`${gap.scanner} ${gap.reason}`} className="border-b border-line py-1.5 last:border-b-0">
          <div className="flex min-w-0 items-baseline gap-2">
            <span className="flex-none">{gap.scanner}</span>
            <span className="min-w-0 flex-1 truncate font-mono text-12 text-ink-3" title={gap.what}>
              {gap.what}
            </span>
          </div>
          <div className="text-12 text-ink-2 wrap-anywhere">{gap.reason}</div>
        </li>
      ))}
    </ul>
  );
}
