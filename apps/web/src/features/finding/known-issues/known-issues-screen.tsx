"use client";
import { KNOWN_STATUSES, type KnownStatus } from "@redoubt/domain/finding";
import { dateText, EmptyState, LinkButton, PageHeader, Section, Table, Td, Th, Tr } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { SeverityLevel } from "../tags.tsx";
import { countWords, findingLabel, placeText } from "../words.ts";

const STATUS_WORDS: Readonly<Record<KnownStatus, string>> = {
  acknowledged: "Acknowledged",
  "wont-fix": "Won't fix",
  "by-design": "By design",
  "known-issue": "Known issue",
  "not-exploitable": "Not exploitable",
};
const FORMATS = [
  { format: "md", label: "Markdown" },
  { format: "csv", label: "CSV" },
  { format: "json", label: "JSON" },
] as const;

/** What is true, known and not fixed now, to hand to auditors and to name in a bounty's scope. */
export function KnownIssuesScreen({ organization, project }: ProjectScope) {
  const trpc = useTRPC();
  const options = trpc.finding.knownIssues.queryOptions({ organization, project });
  useLiveQueries(["finding"], [options.queryKey]);
  const { data, error } = useQuery(options);
  if (error !== null) throw error;
  const list = paths.projectSlice(organization, project, "finding");
  const api = `/api/o/${encodeURIComponent(organization)}/p/${encodeURIComponent(project)}/finding/known-issues`;
  return (
    <>
      <PageHeader
        title="Known issues"
        description="What is true, known and not fixed now: for auditors and for the scope of a bounty."
        actions={FORMATS.map(({ format, label }) => (
          <LinkButton key={format} asChild>
            <a href={`${api}/${format}`} download>
              <Download aria-hidden="true" />
              {label}
            </a>
          </LinkButton>
        ))}
      />
      {data?.issues.length === 0 && (
        <EmptyState compact title="No known issue">
          Findings that are acknowledged, or dismissed as by design, won't fix or known issue, stand here with their
          reasons.
        </EmptyState>
      )}
      {data !== undefined &&
        KNOWN_STATUSES.map((status) => {
          const own = data.issues.filter((issue) => issue.status === status);
          if (own.length === 0) return null;
          return (
            <Section key={status} title={STATUS_WORDS[status]} note={countWords(own.length, "finding")} flush>
              <Table label={STATUS_WORDS[status]} roomy>
                <thead>
                  <tr>
                    <Th>Finding</Th>
                    <Th>Severity</Th>
                    <Th className="phone:hidden">Place</Th>
                    {status === "acknowledged" && <Th>Until</Th>}
                  </tr>
                </thead>
                <tbody>
                  {own.map((issue) => (
                    <Tr key={issue.number}>
                      <Td>
                        <Link href={`${list}/${findingLabel(issue.number)}`} className="font-medium hover:underline">
                          {findingLabel(issue.number)} {issue.title}
                        </Link>
                        <div className="line-clamp-2 text-12 text-ink-3">{issue.reason}</div>
                      </Td>
                      <Td>
                        <SeverityLevel severity={issue.severity} />
                      </Td>
                      <Td className="phone:hidden">{issue.function ?? placeText(issue) ?? "no file"}</Td>
                      {status === "acknowledged" && <Td>{issue.until === null ? "" : dateText(issue.until)}</Td>}
                    </Tr>
                  ))}
                </tbody>
              </Table>
            </Section>
          );
        })}
      {data !== undefined && data.restricted > 0 && (
        <p className="border-t border-line px-6 py-3 text-ink-2 phone:px-4">
          {countWords(data.restricted, "restricted finding")} in no such list.
        </p>
      )}
    </>
  );
}
