import { Section, Table, Td, Th, Tr } from "@redoubt/ui";
import type { RouterOutputs } from "#trpc/client.tsx";

type Scan = RouterOutputs["scan"]["get"]["scans"][number];

/** What nobody looked at, and why: an empty list of findings is not a clean bill. */
export function NotScannedTable({ scans, finished }: { scans: readonly Scan[]; finished: boolean }) {
  const rows = scans.flatMap((scan) =>
    scan.notScanned.map((gap, index) => ({ key: `${scan.id} ${index}`, scanner: scan.title, ...gap })),
  );
  return (
    <Section
      title="Not scanned"
      note={
        rows.length === 0 ? undefined : rows.length === 1 ? "1 place" : `${rows.length.toLocaleString("en")} places`
      }
      flush
    >
      {rows.length === 0 ? (
        <p className="px-6 pb-4 text-ink-3 phone:px-4">
          {finished ? "Nothing was left out by these scanners." : "Known when the scanners are done."}
        </p>
      ) : (
        <Table label="Not scanned">
          <thead>
            <tr>
              <Th>Scanner</Th>
              <Th>What</Th>
              <Th>Why</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Tr key={row.key} hover={false}>
                <Td className="whitespace-nowrap">{row.scanner}</Td>
                <Td className="font-mono text-12 wrap-anywhere">
                  {row.path ?? (row.root === undefined || row.root === "" ? "the whole tree" : row.root)}
                </Td>
                <Td className="py-1.5 wrap-anywhere">{row.reason}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}
