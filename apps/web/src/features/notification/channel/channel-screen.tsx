"use client";
import type { Channel } from "@redoubt/domain/notification";
import { Button, Callout, KeyValue, notifyProblem, Section, Tag, TextLink, Time } from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { paths } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { TestMessage } from "../test-message.tsx";
import { CHANNEL_WORDS, ROOM_WORDS } from "../words.ts";
import { ChannelForm } from "./channel-form.tsx";
import { DeliveryLog } from "./delivery-log.tsx";
import { RemoveChannel } from "./remove-channel.tsx";
import { KeyRotation } from "./key-rotation.tsx";
import { SigningKey } from "./signing-key.tsx";

/** One channel: whether it works, what was delivered, what it is told and where it leads. */
export function ChannelScreen({ organization, channelId }: { organization: string; channelId: string }) {
  const trpc = useTRPC();
  const scope = { organization, channelId };
  const { data: channel } = useSuspenseQuery(trpc.notification.channel.queryOptions(scope));
  const [newKey, setNewKey] = useState<string | null>(null);
  return (
    <>
      <ChannelHead scope={scope} channel={channel} />
      <DeliveryLog scope={scope} switchedOff={channel.disabledAt !== null} />
      <Section title="What it is told, and where it leads">
        {newKey === null ? (
          <ChannelForm key={channel.rowVersion} organization={organization} channel={channel} onKey={setNewKey} />
        ) : (
          <div className="flex max-w-[560px] flex-col gap-4">
            <p className="text-ink-2">
              The address leads to another host, so the old key is forgotten. This is the new one.
            </p>
            <SigningKey signingKey={newKey} />
            <div>
              <Button onClick={() => setNewKey(null)}>I have it</Button>
            </div>
          </div>
        )}
      </Section>
      {channel.kind === "webhook" && (
        <Section title="Signing key">
          <KeyRotation scope={scope} channel={channel} />
        </Section>
      )}
      <Section title="Remove">
        <RemoveChannel scope={scope} name={channel.name} />
      </Section>
    </>
  );
}

interface Scope {
  organization: string;
  channelId: string;
}

function ChannelHead({ scope, channel }: { scope: Scope; channel: Channel }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const test = useMutation(
    trpc.notification.testChannel.mutationOptions({
      onSettled: () => cache.invalidateQueries(trpc.notification.messages.pathFilter()),
    }),
  );
  const turn = useMutation(
    trpc.notification.switchChannel.mutationOptions({
      onError: (error) => notifyProblem(problemOf(error).message),
      onSettled: () => cache.invalidateQueries(trpc.notification.pathFilter()),
    }),
  );
  const off = channel.disabledAt !== null;
  const room = ROOM_WORDS[channel.kind];
  return (
    <Section
      title={channel.name}
      note={
        <TextLink asChild>
          <Link href={`${paths.organizationSlice(scope.organization, "settings")}/channel`}>All channels</Link>
        </TextLink>
      }
      actions={
        !off && (
          <Button variant="ghost" busy={turn.isPending} onClick={() => turn.mutate({ ...scope, on: false })}>
            Switch off
          </Button>
        )
      }
    >
      <div className="flex max-w-[720px] flex-col gap-3">
        {off && (
          <Callout
            tone="warn"
            title="This channel is switched off"
            actions={
              <Button busy={turn.isPending} onClick={() => turn.mutate({ ...scope, on: true })}>
                Switch on
              </Button>
            }
          >
            {channel.disabledWhy} What happens meanwhile is not told here.
          </Callout>
        )}
        {!channel.hasSecret && (
          <Callout tone="warn" title="Its token was cleared when the server changed">
            A secret is never sent to a host that was set after it. Enter the token below.
          </Callout>
        )}
        <KeyValue
          labelWidth={104}
          items={[
            { key: "Kind", value: CHANNEL_WORDS[channel.kind].label },
            {
              key: "Leads to",
              value: <code className="wrap-anywhere">{channel.url ?? channel.host}</code>,
            },
            ...(room === undefined ? [] : [{ key: room.label, value: <code>{channel.room}</code> }]),
            {
              key: "Last sent",
              value: channel.lastSentAt === null ? "nothing yet" : <Time value={channel.lastSentAt} />,
            },
            ...(channel.last !== null && channel.last.outcome !== "sent"
              ? [
                  {
                    key: "Last result",
                    value: (
                      <>
                        <Tag tone="bad">failed</Tag> {channel.last.detail}
                      </>
                    ),
                  },
                ]
              : []),
          ]}
        />
        <TestMessage
          organization={scope.organization}
          label="Send a test message"
          disabled={off}
          send={() => test.mutateAsync(scope)}
        />
      </div>
    </Section>
  );
}
