"use client";
import type { Channel } from "@redoubt/domain/notification";
import { EmptyState, LinkButton, Section, Table, Tag, Td, TextLink, Th, Time, Tr } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { CHANNEL_WORDS, SEVERITY_OPTIONS } from "../words.ts";

/** The places of the organization that messages go to. */
export function ChannelsScreen({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const { data: channels } = useSuspenseQuery(trpc.notification.channels.queryOptions({ organization }));
  const base = `${paths.organizationSlice(organization, "settings")}/channel`;
  const add = (
    <LinkButton variant="primary" asChild>
      <Link href={`${base}/new`}>Add a channel</Link>
    </LinkButton>
  );
  if (channels.length === 0) {
    return (
      <Section title="Channels">
        <EmptyState compact className="px-0" title="No channel yet" actions={add}>
          A channel is told what is severe and proven, what is back after it was resolved, and once a day the rest: in
          Slack, Discord, Telegram or Teams, or as signed JSON to a system of yours. Never one message for each finding.
        </EmptyState>
      </Section>
    );
  }
  return (
    <Section title="Channels" note={String(channels.length)} flush actions={add}>
      <Table label="Channels" roomy>
        <thead>
          <tr>
            <Th>Name</Th>
            <Th className="w-40 phone:hidden">Findings from</Th>
            <Th className="phone:hidden">Projects</Th>
            <Th className="w-80 phone:w-44">Last result</Th>
          </tr>
        </thead>
        <tbody>
          {channels.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} href={`${base}/${channel.id}`} />
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function ChannelRow({ channel, href }: { channel: Channel; href: string }) {
  const threshold = SEVERITY_OPTIONS.find((option) => option.value === channel.threshold);
  return (
    <Tr>
      <Td>
        <TextLink asChild className="font-medium">
          <Link href={href}>{channel.name}</Link>
        </TextLink>{" "}
        {channel.disabledAt !== null && <Tag tone="bad">switched off</Tag>}
        {channel.disabledAt === null && !channel.hasSecret && <Tag tone="warn">wants its token</Tag>}
        <div className="text-12 text-ink-3 wrap-anywhere">
          {CHANNEL_WORDS[channel.kind].label}, {channel.host}
        </div>
      </Td>
      <Td className="phone:hidden">{threshold?.label}</Td>
      <Td className="wrap-anywhere phone:hidden">
        {channel.projects.length === 0 ? "All" : channel.projects.join(", ")}
      </Td>
      <Td>
        <LastResult channel={channel} />
      </Td>
    </Tr>
  );
}

function LastResult({ channel: { last } }: { channel: Channel }) {
  if (last === null) return <span className="text-ink-3">Nothing sent yet</span>;
  return (
    <>
      <Tag tone={last.outcome === "sent" ? "ok" : "bad"}>{last.outcome === "sent" ? "sent" : "failed"}</Tag>{" "}
      <Time value={last.at} className="text-12 text-ink-3" />
      <div className="text-12 text-ink-3 wrap-anywhere">{last.detail}</div>
    </>
  );
}
