"use client";
import { Section, Table, Tag, Td, Th, Time, Tr, MoreRows } from "@redoubt/ui";
import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { useTRPC, useTRPCClient } from "#trpc/client.tsx";

/** What was done and refused in the organization, the newest first; nobody can change it. */
export function AuditLog({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery({
    queryKey: trpc.organization.auditLog.infiniteQueryKey({ organization }),
    queryFn: ({ pageParam, signal }) =>
      client.organization.auditLog.query(
        { organization, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const entries = data.pages.flatMap((page) => page.items);
  return (
    <Section title="Audit log" note="Entries are only ever added" flush>
      <Table label="Audit log">
        <thead>
          <tr>
            <Th className="w-44 phone:hidden">When</Th>
            <Th className="w-40">Who</Th>
            <Th className="w-64">What</Th>
            <Th className="phone:hidden">Facts</Th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Tr key={entry.id} hover={false}>
              <Td className="whitespace-nowrap phone:hidden">
                <Time value={entry.at} format="absolute" />
              </Td>
              <Td>
                {entry.actorKind === "system" ? (
                  <span className="text-ink-3">system</span>
                ) : (
                  (entry.actorName ?? "someone")
                )}
                {entry.token !== null && <div className="text-12 text-ink-3 wrap-anywhere">by token {entry.token}</div>}
              </Td>
              <Td>
                <code className="whitespace-nowrap">{entry.action}</code>{" "}
                {entry.outcome === "denied" && <Tag tone="bad">refused</Tag>}
                <div className="hidden text-12 text-ink-3 phone:block">
                  <Time value={entry.at} format="absolute" />
                </div>
              </Td>
              <Td className="text-12 text-ink-3 wrap-anywhere phone:hidden">{factsOf(entry.details)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {hasNextPage && (
        <MoreRows busy={isFetchingNextPage} onMore={() => void fetchNextPage()}>
          Show older entries
        </MoreRows>
      )}
    </Section>
  );
}

/** "role developer, reason set-up link" from the small facts of an entry; ids of rows say nothing here. */
function factsOf(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .filter(([key]) => !key.endsWith("Id"))
    .map(([key, value]) => `${key.replaceAll(/(?=[A-Z])/gu, " ").toLowerCase()} ${factText(value)}`)
    .join(", ");
}

function factText(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(factText).join(" and ");
  return JSON.stringify(value);
}
