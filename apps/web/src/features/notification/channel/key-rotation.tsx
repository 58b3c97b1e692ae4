"use client";
import type { Channel } from "@redoubt/domain/notification";
import { Button, notifyProblem, Time } from "@redoubt/ui";
import { useMutation } from "@tanstack/react-query";
import { isStale, SignInAgain } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { SigningKey } from "./signing-key.tsx";

/** Replaces the signing key of a webhook; both sign for a day. */
export function KeyRotation({
  scope,
  channel,
}: {
  scope: { organization: string; channelId: string };
  channel: Channel;
}) {
  const trpc = useTRPC();
  const rotate = useMutation(
    trpc.notification.rotateKey.mutationOptions({
      onError: (error) => {
        if (!isStale(error)) notifyProblem(problemOf(error).message);
      },
    }),
  );
  const until = rotate.data?.channel.oldSecretUntil ?? channel.oldSecretUntil;
  return (
    <div className="flex max-w-[560px] flex-col gap-3">
      <p className="text-ink-2">
        Every request carries <code>webhook-id</code>, <code>webhook-timestamp</code> and <code>webhook-signature</code>
        : HMAC-SHA256 over id, time and body. A new key signs beside the old one for a day, so that nothing is lost
        while you change over.
      </p>
      {until !== null && (
        <p className="text-12 text-ink-3">
          The key before this one signs until <Time value={until} format="absolute" />.
        </p>
      )}
      {rotate.data?.key != null && <SigningKey signingKey={rotate.data.key} />}
      <div>
        <Button busy={rotate.isPending} onClick={() => rotate.mutate(scope)}>
          Make a new key
        </Button>
      </div>
      <SignInAgain call={rotate} why="A new signing key will be made." />
    </div>
  );
}
