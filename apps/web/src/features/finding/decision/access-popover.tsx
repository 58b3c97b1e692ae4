"use client";
import type { FindingDetail } from "@redoubt/domain/finding";
import { Button, IconButton, notifyProblem, Popover, Select, WhyButton } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import type { Person } from "./decision-form.tsx";
import type { ProjectScope } from "./use-permissions.ts";

export interface AccessPopoverProps {
  readonly scope: ProjectScope;
  readonly finding: Pick<FindingDetail, "number" | "rowVersion" | "restricted" | "access">;
  readonly people: readonly Person[];
}

/** Who sees the finding, and the way to change that, for those who may. */
export function AccessPopover({ scope, finding, people }: AccessPopoverProps) {
  const { number, rowVersion, restricted, access } = finding;
  const trpc = useTRPC();
  const client = useQueryClient();
  const options = {
    onError: (error: unknown) => notifyProblem("Nothing was changed", { detail: problemOf(error).message }),
    onSettled: () => client.invalidateQueries(trpc.finding.pathFilter()),
  };
  const restrict = useMutation(trpc.finding.restrict.mutationOptions(options));
  const grant = useMutation(trpc.finding.grant.mutationOptions(options));
  const revoke = useMutation(trpc.finding.revokeGrant.mutationOptions(options));
  if (access === null) return restricted ? "those it was opened to" : "everyone in the project";
  const others = people.filter(({ id }) => access.every((member) => member.id !== id));
  return (
    <span className="flex flex-wrap items-center gap-2">
      {restricted ? `leads${access.length === 0 ? "" : ` and ${access.length} more`}` : "everyone in the project"}
      <Popover
        label="Who sees this finding"
        width={320}
        trigger={<WhyButton>{restricted ? "change" : "restrict"}</WhyButton>}
      >
        <div className="flex flex-col gap-3">
          <p>
            {restricted
              ? "Only owners, security leads and the members below see it. Everyone else sees that there is one more restricted finding, and messages carry its number alone."
              : "A restricted finding is seen by owners, security leads, its owner and those you open it to. Everyone else sees only that there is one more."}
          </p>
          {restricted && access.length > 0 && (
            <ul aria-label="Opened to" className="flex flex-col gap-1">
              {access.map((member) => (
                <li key={member.id} className="flex items-center justify-between gap-2">
                  {member.name}
                  <IconButton
                    label={`Close it to ${member.name}`}
                    onClick={() => revoke.mutate({ ...scope, number, memberId: member.id })}
                  >
                    <X aria-hidden="true" />
                  </IconButton>
                </li>
              ))}
            </ul>
          )}
          {restricted && others.length > 0 && (
            <Select
              label="Open it to"
              placeholder="Open it to someone"
              value=""
              disabled={grant.isPending}
              onValueChange={(memberId) => grant.mutate({ ...scope, number, memberId })}
              options={others.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <Button
            className="self-start"
            busy={restrict.isPending}
            onClick={() => restrict.mutate({ ...scope, number, rowVersion, restricted: !restricted })}
          >
            {restricted ? "Open it to everyone" : "Restrict it"}
          </Button>
        </div>
      </Popover>
    </span>
  );
}
