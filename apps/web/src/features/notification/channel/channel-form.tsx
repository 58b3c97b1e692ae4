"use client";
import type { Channel } from "@redoubt/domain/notification";
import { Button, Callout, Disclosure, notify } from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SignInAgain } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { issueFor, problemOf } from "#trpc/problem.ts";
import { AddressFields, givenAddress, NO_ADDRESS, type TypedAddress } from "./address-fields.tsx";
import { type ChannelWishes, WishesFields } from "./wishes-fields.tsx";

/** Changes a channel; the address is folded away, because what is typed there replaces what is stored. */
export function ChannelForm({
  organization,
  channel,
  onKey,
}: {
  organization: string;
  channel: Channel;
  /** Called with a new signing key, which is told once: this form is made anew when the channel has changed. */
  onKey: (key: string) => void;
}) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { data: settings } = useSuspenseQuery(trpc.notification.settings.queryOptions({ organization }));
  const { name, projects, threshold, digest, digestAt, zone } = channel;
  const [wishes, setWishes] = useState<ChannelWishes>({ name, projects, threshold, digest, digestAt, zone });
  const [some, setSome] = useState(projects.length > 0);
  const [address, setAddress] = useState<TypedAddress>(NO_ADDRESS);
  const update = useMutation(
    trpc.notification.updateChannel.mutationOptions({
      onSuccess: async ({ key }) => {
        if (key !== null) onKey(key);
        await cache.invalidateQueries(trpc.notification.pathFilter());
        notify("Channel saved");
      },
    }),
  );
  const problem = update.error === null ? null : problemOf(update.error);
  return (
    <>
      <form
        className="flex max-w-[560px] flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          update.mutate({
            ...{ organization, channelId: channel.id, rowVersion: channel.rowVersion, ...wishes },
            ...givenAddress(address),
            projects: some ? [...wishes.projects] : [],
          });
        }}
      >
        <WishesFields
          wishes={wishes}
          projects={settings.projects}
          some={some}
          onSome={setSome}
          errorOf={(field) => issueFor(problem, field)}
          onChange={(part) => setWishes((before) => ({ ...before, ...part }))}
        />
        <Disclosure title="Change where it leads" open={!channel.hasSecret}>
          <div className="flex flex-col gap-4 pt-2 pb-1 pl-[22px] phone:pl-0">
            <p className="text-12 text-ink-3">
              What you leave empty stays as it is.
              {channel.kind === "webhook"
                ? " Another host gets a new signing key."
                : channel.url !== null && " Another server clears the token, unless you enter it anew."}
            </p>
            <AddressFields
              kind={channel.kind}
              address={address}
              fresh={false}
              problem={problem}
              onChange={(part) => setAddress((before) => ({ ...before, ...part }))}
            />
          </div>
        </Disclosure>
        {problem !== null && problem.issues.length === 0 && (
          <Callout title="Not saved" live>
            {problem.message}
          </Callout>
        )}
        <div>
          <Button
            type="submit"
            variant="primary"
            busy={update.isPending}
            disabled={some && wishes.projects.length === 0}
          >
            Save
          </Button>
        </div>
      </form>
      <SignInAgain call={update} why="Another secret will be stored with this channel." />
    </>
  );
}
