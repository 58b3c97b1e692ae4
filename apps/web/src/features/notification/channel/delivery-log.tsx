"use client";
import type { MessageEntry } from "@redoubt/domain/notification";
import {
  Button,
  Disclosure,
  notify,
  notifyProblem,
  Section,
  Table,
  Tag,
  Td,
  Th,
  Time,
  Tr,
  MoreRows,
} from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { useTRPC, useTRPCClient } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { deliveryInput } from "../list-input.ts";
import { attemptWords, MESSAGE_STATE_WORDS } from "../words.ts";

interface Scope {
  organization: string;
  channelId: string;
}

/** What was sent to a channel and how it ended, the newest first; each can be sent again. */
export function DeliveryLog({ scope, switchedOff }: { scope: Scope; switchedOff: boolean }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const input = deliveryInput(scope);
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery({
    queryKey: trpc.notification.messages.infiniteQueryKey(input),
    queryFn: ({ pageParam, signal }) =>
      client.notification.messages.query(
        { ...input, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const resend = useMutation(
    trpc.notification.resend.mutationOptions({
      onSuccess: () => notify("It is sent again, with the same id"),
      onError: (error) => notifyProblem(problemOf(error).message),
      onSettled: () => cache.invalidateQueries(trpc.notification.pathFilter()),
    }),
  );
  const entries = data.pages.flatMap((page) => page.items);
  return (
    <Section title="Delivery log" note="Kept for thirty days" flush>
      {entries.length === 0 ? (
        <p className="px-6 pb-4 text-ink-2 phone:px-4">Nothing was sent yet.</p>
      ) : (
        <Table label="Delivery log" roomy>
          <thead>
            <tr>
              <Th>Message</Th>
              <Th className="w-36 phone:w-24">State</Th>
              <Th className="w-80 phone:hidden">Last result</Th>
              <Th className="w-28 phone:w-24" hideLabel>
                Deeds
              </Th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <LogRow
                key={entry.id}
                entry={entry}
                onResend={
                  switchedOff || entry.attempts.length === 0 || entry.title === null
                    ? undefined
                    : () => resend.mutate({ organization: scope.organization, messageId: entry.id })
                }
              />
            ))}
          </tbody>
        </Table>
      )}
      {hasNextPage && (
        <MoreRows busy={isFetchingNextPage} onMore={() => void fetchNextPage()}>
          Show older ones
        </MoreRows>
      )}
    </Section>
  );
}

function LogRow({ entry, onResend }: { entry: MessageEntry; onResend: (() => void) | undefined }) {
  const state = MESSAGE_STATE_WORDS[entry.state];
  const last = entry.attempts.at(-1);
  const title =
    entry.title ??
    `${entry.events} ${entry.events === 1 ? "change" : "changes"}${entry.endedAt === null ? " so far" : ""}`;
  return (
    <Tr hover={false}>
      <Td>
        <span className="wrap-anywhere">{title}</span>
        <div className="text-12 text-ink-3">
          {FORM_WORDS[entry.form]}, <Time value={entry.createdAt} />
        </div>
        {last !== undefined && (
          <div className="hidden text-12 text-ink-2 wrap-anywhere phone:block">{attemptWords(last)}</div>
        )}
      </Td>
      <Td>
        <Tag tone={state.tone}>{state.label}</Tag>
        {entry.nextAttemptAt !== null && (
          <div className="text-12 text-ink-3">
            {entry.attempts.length === 0 ? "goes" : "again"} <Time value={entry.nextAttemptAt} />
          </div>
        )}
      </Td>
      <Td className="phone:hidden">
        <Attempts entry={entry} />
      </Td>
      <Td numeric>
        {onResend !== undefined && (
          <Button variant="ghost" aria-label={`Send again: ${title}`} onClick={onResend}>
            Send again
          </Button>
        )}
      </Td>
    </Tr>
  );
}

const FORM_WORDS = { now: "At once", digest: "Digest", test: "Test" } as const;

function Attempts({ entry: { attempts } }: { entry: MessageEntry }) {
  const last = attempts.at(-1);
  if (last === undefined) return <span className="text-ink-3">not tried yet</span>;
  const line = <span className="text-12 text-ink-2 wrap-anywhere">{attemptWords(last)}</span>;
  if (attempts.length === 1) return line;
  return (
    <Disclosure title={line} end={`${attempts.length} attempts`}>
      <ol className="pb-1 pl-[22px] text-12 text-ink-3">
        {attempts.toReversed().map((attempt) => (
          <li key={attempt.at.toISOString()}>
            <Time value={attempt.at} format="absolute" />: {attempt.detail}
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
