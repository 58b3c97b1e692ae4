import type { ScanStatement } from "@redoubt/domain/scan";
import { Section, Table, Tag, type TagTone, Td, Th, Tr } from "@redoubt/ui";
import Link from "next/link";
import type { RouterOutputs } from "#trpc/client.tsx";
import { paths } from "../frame/index.ts";

type Scan = Pick<RouterOutputs["scan"]["get"]["scans"][number], "id" | "statements">;

const SAYS: Readonly<Record<ScanStatement["status"], string>> = {
  not_affected: "not affected",
  affected: "affected",
  fixed: "fixed",
  under_investigation: "under investigation",
};
const OUTCOMES: Readonly<Record<ScanStatement["outcome"], { words: string; tone: TagTone }>> = {
  applied: { words: "applied", tone: "ok" },
  unchanged: { words: "changed nothing", tone: "neutral" },
  unmatched: { words: "about no finding", tone: "warn" },
};

/** What an imported VEX document says, statement by statement, and what became of each; nothing for other scans. */
export function StatementsTable({
  scope,
  scans,
}: {
  scope: { organization: string; project: string };
  scans: readonly Scan[];
}) {
  const rows = scans.flatMap((scan) =>
    scan.statements.rows.map((statement, index) => ({ ...statement, key: `${scan.id} ${index}` })),
  );
  if (rows.length === 0) return null;
  const sum = (outcome: ScanStatement["outcome"]) => scans.reduce((all, scan) => all + scan.statements[outcome], 0);
  const total = sum("applied") + sum("unchanged") + sum("unmatched");
  const counts = `${sum("applied")} applied, ${sum("unchanged")} changed nothing, ${sum("unmatched")} about no finding`;
  const base = paths.projectSlice(scope.organization, scope.project, "finding");
  return (
    <Section title="Statements" note={counts} flush>
      <Table label="Statements">
        <thead>
          <tr>
            <Th>Vulnerability</Th>
            <Th>Product</Th>
            <Th>Says</Th>
            <Th>What became of it</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Tr key={row.key} hover={false}>
              <Td className="font-mono text-12 wrap-anywhere">{row.vulnerability}</Td>
              <Td className="font-mono text-12 wrap-anywhere">{row.product ?? "any"}</Td>
              <Td className="whitespace-nowrap">{SAYS[row.status]}</Td>
              <Td className="py-1.5 wrap-anywhere">
                <Tag tone={OUTCOMES[row.outcome].tone}>{OUTCOMES[row.outcome].words}</Tag>
                {row.findings.map((finding, index) => (
                  <p key={finding.number ?? `restricted ${index}`}>
                    {finding.number === null ? (
                      "A restricted finding"
                    ) : (
                      <Link className="link" href={`${base}/F-${finding.number}`}>
                        F-{finding.number}
                      </Link>
                    )}{" "}
                    <span className="text-ink-2">{finding.words}</span>
                  </p>
                ))}
                {row.note !== null && <p className="text-12 text-ink-3">{row.note}</p>}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {total > rows.length && (
        <p className="px-6 py-3 text-12 text-ink-2 phone:px-4">
          The first {rows.length} of {total} statements are listed; all of them were applied.
        </p>
      )}
    </Section>
  );
}
