"use client";
import { Button, Callout, ConfirmDialog, notify } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { paths } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";

/** Removes a channel, after a question. */
export function RemoveChannel({ scope, name }: { scope: { organization: string; channelId: string }; name: string }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const router = useRouter();
  const remove = useMutation(
    trpc.notification.removeChannel.mutationOptions({
      onSuccess: async () => {
        notify(`${name} is removed`);
        router.push(`${paths.organizationSlice(scope.organization, "settings")}/channel`);
        await cache.invalidateQueries(trpc.notification.channels.pathFilter());
      },
    }),
  );
  return (
    <ConfirmDialog
      trigger={<Button variant="danger">Remove the channel</Button>}
      title={`Remove ${name}?`}
      description="Its secret, the messages that wait for it and its delivery log go with it. Nothing is sent there any more."
      keep="Keep it"
      verb="Remove"
      busy={remove.isPending}
      onConfirm={() => remove.mutate(scope)}
    >
      {remove.error !== null && (
        <Callout title="Not removed" live>
          {problemOf(remove.error).message}
        </Callout>
      )}
    </ConfirmDialog>
  );
}
