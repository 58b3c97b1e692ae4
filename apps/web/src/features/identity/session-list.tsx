"use client";
import type { SessionEntry } from "@redoubt/domain/identity";
import { Button, notify, notifyProblem, Section, Table, Tag, Td, Th, Time, Tr } from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { browserOf } from "./browser-of.ts";

/** Where the person is signed in, with a way to end each place. */
export function SessionList() {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { data: sessions } = useSuspenseQuery(trpc.identity.sessions.queryOptions());
  const after = {
    onSuccess: async () => {
      await cache.invalidateQueries(trpc.identity.sessions.pathFilter());
      notify("Signed out there");
    },
    onError: (error: unknown) => notifyProblem(problemOf(error).message),
  };
  const revoke = useMutation(trpc.identity.revokeSession.mutationOptions(after));
  const revokeOthers = useMutation(trpc.identity.revokeOtherSessions.mutationOptions(after));
  return (
    <Section
      title="Signed in"
      note="Sessions end after seven days without use, and after thirty days"
      flush
      actions={
        sessions.length > 1 && (
          <Button busy={revokeOthers.isPending} onClick={() => revokeOthers.mutate()}>
            Sign out everywhere else
          </Button>
        )
      }
    >
      <Table label="Sessions">
        <thead>
          <tr>
            <Th>Browser</Th>
            <Th className="w-40">Last used</Th>
            <Th className="w-40 phone:hidden">Signed in</Th>
            <Th className="w-28" hideLabel>
              Deeds
            </Th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              busy={revoke.isPending}
              onRevoke={() => revoke.mutate({ id: session.id })}
            />
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function SessionRow({ session, busy, onRevoke }: { session: SessionEntry; busy: boolean; onRevoke: () => void }) {
  return (
    <Tr hover={false}>
      <Td>
        {browserOf(session.userAgent)} {session.current && <Tag tone="outline">this one</Tag>}
      </Td>
      <Td>
        <Time value={session.lastSeenAt} />
      </Td>
      <Td className="phone:hidden">
        <Time value={session.createdAt} />
      </Td>
      <Td numeric>
        {!session.current && (
          <Button variant="ghost" busy={busy} onClick={onRevoke}>
            Sign out
          </Button>
        )}
      </Td>
    </Tr>
  );
}
