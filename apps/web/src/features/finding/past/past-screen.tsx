"use client";
import type { PastImportSummary } from "@redoubt/domain/finding";
import { Callout, EmptyState, PageHeader, Section, SideSection, Split, Time } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { type ProjectScope, usePermissions } from "../decision/use-permissions.ts";
import { countWords } from "../words.ts";
import { BringDojo } from "./bring-dojo.tsx";
import { BringFile } from "./bring-file.tsx";
import { BringText } from "./bring-text.tsx";
import { useBring } from "./use-bring.ts";
import { PAST_IMPORT_WORDS, pastName } from "./words.ts";

/** What was found and decided before: audit reports, tables, another platform's findings. */
export function PastScreen({ organization, project }: ProjectScope) {
  const scope = { organization, project };
  const permissions = usePermissions(scope);
  const bring = useBring(scope);
  const mayNot = permissions.size > 0 && !permissions.has("finding:record");
  return (
    <>
      <PageHeader
        title="Bring your past"
        description="What auditors found and what was decided. Nothing is imported before you have looked at it."
      />
      <Split sideLabel="Brought before" sideWidth={336} quietSide side={<Before scope={scope} />}>
        {mayNot ? (
          <Section className="pt-4">
            <Callout tone="note" title="Your role does not bring in documents">
              A developer, a security lead or an auditor with a grant for this project can.
            </Callout>
          </Section>
        ) : (
          <>
            <Section className="pt-4">
              <BringFile bring={bring} />
            </Section>
            <BringText bring={bring} />
            <BringDojo scope={scope} />
          </>
        )}
      </Split>
    </>
  );
}

function Before({ scope }: { scope: ProjectScope }) {
  const trpc = useTRPC();
  const options = trpc.finding.past.list.queryOptions(scope);
  useLiveQueries(["finding"], [options.queryKey]);
  const { data, error } = useQuery(options);
  if (error !== null) throw error;
  const here = `${paths.projectSlice(scope.organization, scope.project, "finding")}/past`;
  return (
    <SideSection title="Brought before">
      {data?.length === 0 && (
        <EmptyState compact title="Nothing yet">
          Documents stand here with what they brought in, and can be fetched as they were.
        </EmptyState>
      )}
      <ul className="flex flex-col gap-3">
        {data?.map((past) => (
          <li key={past.number} className="min-w-0">
            <Link href={`${here}/${past.number}`} className="link wrap-anywhere">
              {pastName(past)}
            </Link>
            <p className="text-12 text-ink-3">
              {PAST_IMPORT_WORDS[past.state]}
              {broughtWords(past)}, <Time value={past.endedAt ?? past.createdAt} />
            </p>
          </li>
        ))}
      </ul>
    </SideSection>
  );
}

function broughtWords({ state, created, joined }: PastImportSummary): string {
  if (state !== "imported") return "";
  const known = joined === 0 ? "" : `, ${joined} known`;
  return `: ${countWords(created, "finding")}${known}`;
}
