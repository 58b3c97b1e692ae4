"use client";
import type { ApiTokenEntry } from "@redoubt/domain/organization";
import { Button, Callout, ConfirmDialog, notify } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";

/** Ends a token, after a question. */
export function RevokeTokenDialog({ organization, token }: { organization: string; token: ApiTokenEntry }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [open, setOpen] = useState(false);
  const revoke = useMutation(
    trpc.organization.revokeToken.mutationOptions({
      onSuccess: async () => {
        setOpen(false);
        await cache.invalidateQueries(trpc.organization.tokens.pathFilter());
        notify(`${token.name} is revoked`);
      },
    }),
  );
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="ghost" aria-label={`Revoke ${token.name}`}>
          Revoke
        </Button>
      }
      title={`Revoke ${token.name}?`}
      description="What uses it is refused from its next request on. Nobody can bring it back; a new one takes its place."
      keep="Keep it"
      verb="Revoke"
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate({ organization, tokenId: token.id })}
    >
      {revoke.error !== null && (
        <Callout title="Not revoked" live>
          {problemOf(revoke.error).message}
        </Callout>
      )}
    </ConfirmDialog>
  );
}
