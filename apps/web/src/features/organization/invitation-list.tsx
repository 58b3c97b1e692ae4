"use client";
import { Button, notifyProblem, Section, Table, Td, Th, Time, Tr } from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { ROLE_WORDS } from "./role-words.ts";

/** Invitations that nobody has accepted yet. */
export function InvitationList({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { data: invitations } = useSuspenseQuery(trpc.organization.invitations.queryOptions({ organization }));
  const revoke = useMutation(
    trpc.organization.revokeInvitation.mutationOptions({
      onError: (error) => notifyProblem(problemOf(error).message),
      onSettled: () => cache.invalidateQueries(trpc.organization.invitations.pathFilter()),
    }),
  );
  if (invitations.length === 0) return null;
  return (
    <Section title="Open invitations" note={String(invitations.length)} flush>
      <Table label="Open invitations">
        <thead>
          <tr>
            <Th>For</Th>
            <Th className="w-36">Role</Th>
            <Th className="phone:hidden">Invited by</Th>
            <Th className="w-36">Ends</Th>
            <Th className="w-28" hideLabel>
              Deeds
            </Th>
          </tr>
        </thead>
        <tbody>
          {invitations.map((invitation) => (
            <Tr key={invitation.id} hover={false}>
              <Td>{invitation.email ?? <span className="text-ink-3">whoever has the link</span>}</Td>
              <Td>{ROLE_WORDS[invitation.role].label}</Td>
              <Td className="phone:hidden">{invitation.invitedBy}</Td>
              <Td>
                <Time value={invitation.expiresAt} />
              </Td>
              <Td numeric>
                <Button
                  variant="ghost"
                  busy={revoke.isPending}
                  onClick={() => revoke.mutate({ organization, invitationId: invitation.id })}
                >
                  Withdraw
                </Button>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
