"use client";
import type { AdvisoryStatus } from "@redoubt/domain/advisory";
import { Callout, EmptyState, Section, Table, Tag, Td, Th, Time, Tr } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { DumpUpload } from "./dump-upload.tsx";
import { ImportList } from "./import-list.tsx";
import { countText, subjectWords } from "./words.ts";

/** What is known of advisories in the organization, how old it is, and where to bring more. */
export function AdvisorySettingsScreen({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const options = trpc.advisory.status.queryOptions({ organization });
  useLiveQueries(["advisory"], [options.queryKey]);
  const { data } = useSuspenseQuery(options);
  const { data: frame } = useSuspenseQuery(trpc.organization.get.queryOptions({ organization }));
  const may = frame.permissions.includes("advisory:write");
  return (
    <>
      <Age coverage={data.coverage} />
      {may && <DumpUpload organization={organization} />}
      <Coverage coverage={data.coverage} />
      <ImportList organization={organization} imports={data.imports} may={may} />
    </>
  );
}

function Age({ coverage }: Pick<AdvisoryStatus, "coverage">) {
  const old = coverage.filter(({ isOld }) => isOld);
  if (old.length === 0) return null;
  return (
    <Callout tone="bad" title="What is known here is old" className="mx-6 mt-4 phone:mx-4">
      {old.map(({ subject }) => subjectWords(subject)).join(", ")}: what became known since then is not found. Bring a
      newer dump.
    </Callout>
  );
}

function Coverage({ coverage }: Pick<AdvisoryStatus, "coverage">) {
  if (coverage.length === 0) {
    return (
      <EmptyState compact title="No advisories were imported">
        Without them nobody can say which dependencies are known to be weak. This installation asks no service on the
        internet: bring a dump of OSV for each ecosystem that your projects use, and EPSS and CISA&apos;s catalogue to
        know what is exploited.
      </EmptyState>
    );
  }
  return (
    <Section title="What is known" flush>
      <Table label="What is known">
        <thead>
          <tr>
            <Th>List</Th>
            <Th numeric>Entries</Th>
            <Th numeric className="phone:hidden">
              Withdrawn
            </Th>
            <Th>Newest entry</Th>
            <Th className="phone:hidden">Brought</Th>
          </tr>
        </thead>
        <tbody>
          {coverage.map((row) => (
            <Tr key={row.subject} hover={false}>
              <Td>
                {subjectWords(row.subject)} {row.isOld && <Tag tone="bad">old</Tag>}
              </Td>
              <Td numeric>{countText(row.advisories)}</Td>
              <Td numeric className="phone:hidden">
                {countText(row.withdrawn)}
              </Td>
              <Td className="whitespace-nowrap">{row.newest === null ? "unknown" : <Time value={row.newest} />}</Td>
              <Td className="whitespace-nowrap phone:hidden">
                <Time value={row.importedAt} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
