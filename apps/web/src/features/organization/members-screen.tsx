"use client";
import type { MemberEntry } from "@redoubt/domain/organization";
import { notify, notifyProblem, Person, Section, Select, Table, Tag, Td, Th, Time, Tr } from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { GrantDialog } from "./grant-dialog.tsx";
import { InvitationList } from "./invitation-list.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { RemoveMemberDialog } from "./remove-member-dialog.tsx";
import { ROLE_OPTIONS, ROLE_WORDS, toRole } from "./role-words.ts";

/** Who is in the organization, with which role and grants, and who is invited. */
export function MembersScreen({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const { data: members } = useSuspenseQuery(trpc.organization.members.queryOptions({ organization }));
  return (
    <>
      <Section
        title="Members"
        note={String(members.length)}
        flush
        actions={<InviteDialog organization={organization} />}
      >
        <Table label="Members" roomy>
          <thead>
            <tr>
              <Th>Name</Th>
              <Th className="w-44 phone:w-32">Role</Th>
              <Th className="phone:hidden">Grants for projects</Th>
              <Th className="w-36 phone:hidden">Since</Th>
              <Th className="w-24 phone:w-20" hideLabel>
                Deeds
              </Th>
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <MemberRow key={member.id} organization={organization} member={member} />
            ))}
          </tbody>
        </Table>
      </Section>
      <InvitationList organization={organization} />
    </>
  );
}

function MemberRow({ organization, member }: { organization: string; member: MemberEntry }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const refresh = () => cache.invalidateQueries(trpc.organization.pathFilter());
  const change = useMutation(
    trpc.organization.changeRole.mutationOptions({
      onSuccess: (_answer, { role }) => notify(`${member.name} is ${ROLE_WORDS[role].label.toLowerCase()} now`),
      onError: (error) => notifyProblem(problemOf(error).message),
      onSettled: refresh,
    }),
  );
  const removeGrant = useMutation(
    trpc.organization.removeGrant.mutationOptions({
      onError: (error) => notifyProblem(problemOf(error).message),
      onSettled: refresh,
    }),
  );
  const give = (text: string): void => {
    const role = toRole(text);
    if (role !== undefined && role !== member.role)
      change.mutate({ organization, memberId: member.id, role, rowVersion: member.rowVersion });
  };
  return (
    <Tr hover={false}>
      <Td>
        <Person name={member.name} /> {member.self && <Tag tone="outline">you</Tag>}
        <div className="text-12 text-ink-3 wrap-anywhere">{member.email}</div>
      </Td>
      <Td>
        <Select
          label={`Role of ${member.name}`}
          value={member.role}
          options={ROLE_OPTIONS}
          onValueChange={give}
          disabled={change.isPending}
        />
      </Td>
      <Td className="phone:hidden">
        <div className="flex flex-wrap items-center gap-1.5">
          {member.grants.map((grant) => (
            <Tag key={grant.id}>
              {grant.project?.name ?? "all"}: {ROLE_WORDS[grant.role].label}
              <button
                type="button"
                aria-label={`Take the grant for ${grant.project?.name ?? "all"} away from ${member.name}`}
                className="ml-1 text-ink-3 hover:text-ink"
                onClick={() => removeGrant.mutate({ organization, grantId: grant.id })}
              >
                ×
              </button>
            </Tag>
          ))}
          <GrantDialog organization={organization} member={member} />
        </div>
      </Td>
      <Td className="phone:hidden">
        <Time value={member.joinedAt} />
      </Td>
      <Td numeric>{!member.self && <RemoveMemberDialog organization={organization} member={member} />}</Td>
    </Tr>
  );
}
