"use client";
import type { Rehearsal, RehearsedItem } from "@redoubt/domain/notification";
import { BlindLine, Disclosure, EmptyState, Section, Table, Tag, Td, TextLink, Th, Time, Tr } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { MailNote } from "./mail-note.tsx";
import { zonedTime } from "./words.ts";

/** The message policy over the last seven days, with the settings of now: what was said, and why the rest was not. */
export function RehearsalScreen({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const { data: rehearsal } = useSuspenseQuery(trpc.notification.rehearse.queryOptions({ organization }));
  const { data: settings } = useSuspenseQuery(trpc.notification.settings.queryOptions({ organization }));
  const { messages, unsent, unnamed } = rehearsal;
  const mute = !settings.canMail || settings.demo;
  return (
    <>
      <Section title="Mail of the last seven days" note={`since ${zonedTime(rehearsal.since, settings.zone)}`}>
        <p className="mb-3 max-w-[620px] text-ink-2">
          What happened, run through your settings as they are now. Change them, and this page changes.{" "}
          <TextLink asChild>
            <Link href={`${paths.organizationSlice(organization, "notification")}/settings`}>Change them</Link>
          </TextLink>
        </p>
        {mute && (
          <div className="mb-3 max-w-[720px]">
            <MailNote settings={settings} />
          </div>
        )}
        {messages.length === 0 ? (
          <EmptyState compact className="px-0" title="No mail">
            Nothing of the last seven days would have reached you.
          </EmptyState>
        ) : (
          <ul className="max-w-[880px]" aria-label="Messages">
            {messages.map((message) => (
              <MessageLine
                key={`${message.form} ${message.sendAt.toISOString()}`}
                message={message}
                zone={settings.zone}
              />
            ))}
          </ul>
        )}
      </Section>
      <Section title="Not sent" note={unsent.length === 0 ? undefined : String(unsent.length + unnamed)} flush>
        {unsent.length === 0 ? (
          <p className="px-6 pb-4 text-ink-2 phone:px-4">Nothing was held back.</p>
        ) : (
          <UnsentTable unsent={unsent} />
        )}
      </Section>
      <BlindLine title="Not on this page">
        What you may not see, and what happened before {zonedTime(rehearsal.since, settings.zone)}.
        {unnamed > 0 && ` ${unnamed} more were not sent and are not named.`}
      </BlindLine>
    </>
  );
}

function MessageLine({ message, zone }: { message: Rehearsal["messages"][number]; zone: string }) {
  const { form, items, sendAt, title, waiting } = message;
  return (
    <li className="border-t border-line py-1 first:border-t-0">
      <Disclosure
        title={
          <span className="flex min-w-0 flex-wrap items-center gap-x-2">
            <span className="min-w-0 font-medium text-ink wrap-anywhere">{title}</span>
            <Tag tone="outline">{form === "digest" ? "digest" : "at once"}</Tag>
            {waiting && <Tag>still to come</Tag>}
          </span>
        }
        end={<span className="whitespace-nowrap">{zonedTime(sendAt, zone)}</span>}
      >
        <ul className="pb-2 pl-[22px]">
          {items.map((item, index) => (
            <li key={`${index} ${item.path}`} className="py-1">
              <ItemLink item={item} />
              <div className="text-12 text-ink-3">
                {item.what}. {item.why}
              </div>
            </li>
          ))}
        </ul>
      </Disclosure>
    </li>
  );
}

function UnsentTable({ unsent }: { unsent: readonly RehearsedItem[] }) {
  return (
    <Table label="Not sent">
      <thead>
        <tr>
          <Th>What</Th>
          <Th className="w-52 phone:hidden">What happened</Th>
          <Th className="w-72 phone:w-32">Why not</Th>
          <Th className="w-36 phone:hidden">When</Th>
        </tr>
      </thead>
      <tbody>
        {unsent.map((item, index) => (
          <Tr key={`${index} ${item.path}`} hover={false}>
            <Td>
              <ItemLink item={item} />
            </Td>
            <Td className="text-ink-2 phone:hidden">{item.what}</Td>
            <Td className="text-ink-2">{item.why}</Td>
            <Td className="whitespace-nowrap text-ink-3 phone:hidden">
              <Time value={item.at} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function ItemLink({ item }: { item: RehearsedItem }) {
  return (
    <>
      {item.path === "" ? (
        <span className="wrap-anywhere">{item.text}</span>
      ) : (
        <TextLink asChild className="wrap-anywhere">
          <Link href={item.path}>{item.text}</Link>
        </TextLink>
      )}
      {item.project !== null && <span className="text-12 text-ink-3"> {item.project}</span>}
    </>
  );
}
