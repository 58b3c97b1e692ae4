"use client";
import type { MemberEntry } from "@redoubt/domain/organization";
import { Button, Callout, ConfirmDialog, notify } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";

/** Ends a membership, after a question. */
export function RemoveMemberDialog({ organization, member }: { organization: string; member: MemberEntry }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [open, setOpen] = useState(false);
  const remove = useMutation(
    trpc.organization.removeMember.mutationOptions({
      onSuccess: async () => {
        setOpen(false);
        await cache.invalidateQueries(trpc.organization.pathFilter());
        notify(`${member.name} is no member any more`);
      },
    }),
  );
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="ghost">Remove</Button>}
      title={`Remove ${member.name}?`}
      description="They lose access at once, open pages included. What they did stays, under their name. An invitation brings them back."
      keep="Keep"
      verb="Remove"
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ organization, memberId: member.id })}
    >
      {remove.error !== null && (
        <Callout title="Not removed" live>
          {problemOf(remove.error).message}
        </Callout>
      )}
    </ConfirmDialog>
  );
}
