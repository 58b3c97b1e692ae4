"use client";
import type { FindingDetail } from "@redoubt/domain/finding";
import { scannerTitle } from "@redoubt/domain/scan";
import { Button, MarkWord, Section } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AttachPoc, FindingPocs } from "#features/verification/index.ts";
import { useLiveQueries } from "#trpc/events.ts";
import { useTRPC } from "#trpc/client.tsx";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { countWords } from "../words.ts";

export interface WhySectionProps {
  readonly scope: ProjectScope;
  readonly finding: FindingDetail;
  readonly permissions: ReadonlySet<string>;
}

/** What stands behind the finding: exploits that ran, tools that reported it, people who wrote it down. */
export function WhySection({ scope, finding, permissions }: WhySectionProps) {
  const trpc = useTRPC();
  const options = trpc.verification.list.queryOptions({ ...scope, finding: finding.number });
  const mayRead = permissions.has("verification:read");
  const { data: pocs = [], isPending } = useQuery({ ...options, enabled: mayRead });
  useLiveQueries(["verification"], [options.queryKey]);
  const [isAttaching, setAttaching] = useState(false);
  const mayRun = permissions.has("verification:run");
  return (
    <Section
      quiet
      title="Why we believe it"
      actions={
        mayRun &&
        !isAttaching && (
          <Button variant={pocs.length === 0 ? "default" : "ghost"} onClick={() => setAttaching(true)}>
            Attach a PoC
          </Button>
        )
      }
    >
      <FindingPocs scope={scope} pocs={pocs} mayRun={mayRun} />
      {isAttaching && <AttachPoc scope={scope} finding={finding.number} onClose={() => setAttaching(false)} />}
      <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-2 text-ink-2">
        {pocs.length === 0 && !isPending && (
          <li>
            <MarkWord kind="missing" className="whitespace-normal">
              no PoC: nobody has carried it out here
            </MarkWord>
          </li>
        )}
        <Reports finding={finding} />
      </ul>
    </Section>
  );
}

interface Report {
  readonly scanner: string;
  readonly present: boolean;
  readonly places: number;
}

/** Who and what reported a finding, a list item each. */
export function Reports({ finding }: { finding: FindingDetail }) {
  const reports = reportsOf(finding);
  return (
    <>
      {finding.recordedBy !== null && (
        <li>
          <MarkWord kind="claimed">recorded by hand, {finding.recordedBy}</MarkWord>
        </li>
      )}
      {finding.report !== null && (
        <li>
          <MarkWord kind="claimed" className="whitespace-normal">
            {reportWords(finding.report)}
          </MarkWord>
        </li>
      )}
      {reports.length === 0 && (
        <li>
          <MarkWord kind="missing">no scanner reported this</MarkWord>
        </li>
      )}
      {reports.map(({ scanner, present, places }) => (
        <li key={scanner}>
          <MarkWord kind={present ? "claimed" : "missing"} className="whitespace-normal">
            {present
              ? `${scannerTitle(scanner)} reports it${places > 1 ? ` at ${countWords(places, "place")}` : ""}`
              : `${scannerTitle(scanner)} no longer reports it`}
          </MarkWord>
        </li>
      ))}
    </>
  );
}

/** `H-01 of Lighthouse: Review of Vault`. */
function reportWords({ key, name }: NonNullable<FindingDetail["report"]>): string {
  return key === null ? `named by ${name}` : `${key} of ${name}`;
}

/** Which tools reported it, and whether their newest scan still does. */
function reportsOf({ occurrences }: FindingDetail): Report[] {
  const scanners = [...new Set(occurrences.map((each) => each.scanner))].filter(
    (scanner) => scanner !== "manual" && scanner !== "report",
  );
  return scanners.map((scanner) => {
    const own = occurrences.filter((each) => each.scanner === scanner);
    const present = own.filter((each) => each.present);
    return { scanner, present: present.length > 0, places: present.length };
  });
}
