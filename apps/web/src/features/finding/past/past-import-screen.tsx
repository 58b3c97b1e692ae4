"use client";
import type { PastImportDetail } from "@redoubt/domain/finding";
import {
  Callout,
  EmptyState,
  LinkButton,
  Loading,
  PageHeader,
  Progress,
  Section,
  Skeleton,
  Split,
  Time,
} from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { type ProjectScope, usePermissions } from "../decision/use-permissions.ts";
import { countWords } from "../words.ts";
import { PastHeadForm } from "./past-head-form.tsx";
import { PastImportPanel } from "./past-import-panel.tsx";
import { PastMapping } from "./past-mapping.tsx";
import { PastRows } from "./past-rows.tsx";
import { PAST_IMPORT_WORDS, pastName } from "./words.ts";

/** One document: while it is read, what it would do, and what it did. */
export function PastImportScreen({ organization, project, number }: ProjectScope & { number: number }) {
  const scope = { organization, project };
  const trpc = useTRPC();
  const options = trpc.finding.past.get.queryOptions({ ...scope, number });
  // Its rows as well: a table that is read again by other columns has others.
  useLiveQueries(["finding"], [trpc.finding.past.pathKey()]);
  const { data: past, error } = useQuery(options);
  const permissions = usePermissions(scope);
  if (error !== null) throw error;
  if (past === undefined)
    return (
      <Loading label="Reading the document">
        <Skeleton className="mx-6 my-4 h-24 phone:mx-4" />
      </Loading>
    );
  const mayChange = permissions.has("finding:record") && past.state === "ready";
  return (
    <>
      <PageHeader
        title={pastName(past)}
        eyebrow={
          <Link className="link" href={`${paths.projectSlice(organization, project, "finding")}/past`}>
            Bring your past
          </Link>
        }
        meta={<HeadMeta past={past} />}
        actions={past.hasDocument && <DocumentLink scope={scope} past={past} />}
      />
      <Body scope={scope} past={past} mayChange={mayChange} />
    </>
  );
}

function HeadMeta({ past }: { past: PastImportDetail }) {
  const { date, commit } = past.head;
  return (
    <>
      <span>{PAST_IMPORT_WORDS[past.state]}</span>
      {date !== null && <span>{date}</span>}
      {commit !== null && <code className="text-12">{commit.slice(0, 12)}</code>}
    </>
  );
}

function DocumentLink({ scope, past }: { scope: ProjectScope; past: PastImportDetail }) {
  const { organization, project } = scope;
  const api = `/api/o/${encodeURIComponent(organization)}/p/${encodeURIComponent(project)}/past/${past.number}/document`;
  return (
    <LinkButton asChild>
      <a href={api} download>
        <Download aria-hidden="true" />
        The document
      </a>
    </LinkButton>
  );
}

function Body({ scope, past, mayChange }: { scope: ProjectScope; past: PastImportDetail; mayChange: boolean }) {
  const again = `${paths.projectSlice(scope.organization, scope.project, "finding")}/past`;
  switch (past.state) {
    case "reading":
      return (
        <Section className="pt-2" aria-live="polite">
          <p role="status" className="mb-2">
            {past.sourceUrl === null ? "The document is being read." : `Findings of ${past.sourceUrl} are being read.`}
          </p>
          <Progress label="Reading the document" value={null} className="max-w-sm" />
        </Section>
      );
    case "failed":
      return (
        <Section className="pt-2">
          <Callout
            title="This could not be read"
            actions={
              <Link className="link underline" href={again}>
                Bring another document
              </Link>
            }
          >
            {past.failure}
          </Callout>
        </Section>
      );
    case "discarded":
      return (
        <Section className="pt-2">
          <EmptyState compact title="Thrown away">
            Nothing of it was imported.{" "}
            <Link className="link underline" href={again}>
              Bring another document
            </Link>
          </EmptyState>
        </Section>
      );
    case "imported":
      return (
        <>
          <Section className="pt-2 pb-2">
            <p>
              {past.endedBy ?? "Somebody"} imported it <Time value={past.endedAt ?? past.createdAt} />:{" "}
              {countWords(past.created, "new finding")}, {past.joined} that {past.joined === 1 ? "was" : "were"} there.
            </p>
          </Section>
          <PastRows scope={scope} past={past} mayChange={false} />
        </>
      );
    case "ready":
      return <Preview scope={scope} past={past} mayChange={mayChange} />;
  }
}

function Preview({ scope, past, mayChange }: { scope: ProjectScope; past: PastImportDetail; mayChange: boolean }) {
  return (
    <Split
      sideLabel="Import"
      sideWidth={336}
      quietSide
      side={
        <>
          <PastImportPanel scope={scope} past={past} mayImport={mayChange} />
          <PastHeadForm key={past.number} scope={scope} past={past} disabled={!mayChange} />
        </>
      }
    >
      {past.notices.length > 0 && (
        <Section className="pt-3">
          <Callout tone="note" title="About the reading">
            <ul>
              {past.notices.map((notice) => (
                <li key={notice}>{notice}</li>
              ))}
            </ul>
          </Callout>
        </Section>
      )}
      {past.kind === "table" && mayChange && <PastMapping key={past.rowVersion} scope={scope} past={past} />}
      <PastRows scope={scope} past={past} mayChange={mayChange} />
    </Split>
  );
}
