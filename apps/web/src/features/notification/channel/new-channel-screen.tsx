"use client";
import { CHANNEL_KINDS, type ChannelKind } from "@redoubt/domain/notification";
import { Button, Callout, LinkButton, RadioGroup, Section } from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { paths, SignInAgain } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { issueFor, problemOf } from "#trpc/problem.ts";
import { CHANNEL_WORDS } from "../words.ts";
import { AddressFields, givenAddress, NO_ADDRESS, type TypedAddress } from "./address-fields.tsx";
import { SigningKey } from "./signing-key.tsx";
import { type ChannelWishes, WishesFields } from "./wishes-fields.tsx";

const KINDS = CHANNEL_KINDS.map((kind) => ({
  value: kind,
  label: CHANNEL_WORDS[kind].label,
  description: CHANNEL_WORDS[kind].description,
}));
const FIELD_PROBLEMS = ["notification.address-needed", "notification.token-needed", "notification.room-needed"];

/** Adds a place that messages go to. */
export function NewChannelScreen({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { data: settings } = useSuspenseQuery(trpc.notification.settings.queryOptions({ organization }));
  const [kind, setKind] = useState<ChannelKind>("slack");
  const [address, setAddress] = useState<TypedAddress>(NO_ADDRESS);
  const [some, setSome] = useState(false);
  const [wishes, setWishes] = useState<ChannelWishes>({
    ...{ name: "", projects: [], threshold: "high", digest: true, digestAt: 540, zone: settings.zone },
  });
  const create = useMutation(
    trpc.notification.createChannel.mutationOptions({
      onSuccess: () => cache.invalidateQueries(trpc.notification.pathFilter()),
    }),
  );
  const base = `${paths.organizationSlice(organization, "settings")}/channel`;
  if (create.data !== undefined) {
    const { channel, key } = create.data;
    return (
      <Section title={`${channel.name} is added`}>
        <div className="flex max-w-[560px] flex-col gap-4">
          {key !== null && <SigningKey signingKey={key} />}
          <p className="text-ink-2">Send a test message from its page to see that it arrives.</p>
          <div>
            <LinkButton variant="primary" asChild>
              <Link href={`${base}/${channel.id}`}>Open {channel.name}</Link>
            </LinkButton>
          </div>
        </div>
      </Section>
    );
  }
  const problem = create.error === null ? null : problemOf(create.error);
  const inField = problem !== null && (FIELD_PROBLEMS.includes(problem.code) || problem.issues.length > 0);
  return (
    <Section title="Add a channel">
      <form
        className="flex max-w-[560px] flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const projects = some ? [...wishes.projects] : [];
          create.mutate({ organization, kind, ...givenAddress(address), ...wishes, projects });
        }}
      >
        <RadioGroup
          label="Kind"
          value={kind}
          options={KINDS}
          onValueChange={(value) => {
            const chosen = CHANNEL_KINDS.find((each) => each === value);
            if (chosen === undefined) return;
            setKind(chosen);
            setAddress(NO_ADDRESS);
          }}
        />
        <AddressFields
          kind={kind}
          address={address}
          fresh
          problem={problem}
          onChange={(part) => setAddress((before) => ({ ...before, ...part }))}
        />
        <WishesFields
          wishes={wishes}
          projects={settings.projects}
          some={some}
          onSome={setSome}
          errorOf={(field) => issueFor(problem, field)}
          onChange={(part) => setWishes((before) => ({ ...before, ...part }))}
        />
        {problem !== null && !inField && (
          <Callout title="Not added" live>
            {problem.message}
          </Callout>
        )}
        <div className="flex gap-2">
          <Button
            type="submit"
            variant="primary"
            busy={create.isPending}
            disabled={some && wishes.projects.length === 0}
          >
            Add the channel
          </Button>
          <LinkButton asChild>
            <Link href={base}>Cancel</Link>
          </LinkButton>
        </div>
      </form>
      <SignInAgain call={create} why="A secret will be stored with this channel." />
    </Section>
  );
}
