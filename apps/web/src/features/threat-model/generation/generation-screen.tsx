"use client";
import {
  Button,
  Checkbox,
  Disclosure,
  EmptyState,
  notify,
  notifyProblem,
  Section,
  Table,
  Tag,
  Td,
  Th,
  Time,
  Tr,
} from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { paths } from "#features/frame/index.ts";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import { many, type ProjectScope } from "../words.ts";
import { GeneratorList } from "./generator-list.tsx";

/** What the generators would add, what they propose that is there, what no longer fires; each with why. */
export function GenerationScreen(scope: ProjectScope) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const options = trpc.threatModel.previewGeneration.queryOptions(scope);
  useLiveQueries(["threat-model"], [options.queryKey]);
  const { data } = useSuspenseQuery(options);
  const may = usePermissions(scope).has("threat-model:write");
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const apply = useMutation(
    trpc.threatModel.applyGeneration.mutationOptions({
      onSuccess: async ({ numbers }) => {
        await cache.invalidateQueries(trpc.threatModel.pathFilter());
        notify(`${many(numbers.length, "threat")} added, ${numbers.map((number) => `T-${number}`).join(", ")}`);
      },
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  const base = paths.projectSlice(scope.organization, scope.project, "threat-model");
  const chosen = data.added.filter(({ key }) => !left.has(key)).map(({ key }) => key);
  return (
    <>
      <Section
        title="What generators propose"
        note={`${many(data.generators, "generator")} ran over the model as it stands; nothing is changed by looking`}
        actions={
          may &&
          data.added.length > 0 && (
            <Button
              variant="primary"
              busy={apply.isPending}
              disabled={chosen.length === 0}
              onClick={() => apply.mutate({ ...scope, keys: chosen.slice(0, 1000) })}
            >
              Add {chosen.length} of {data.added.length}
            </Button>
          )
        }
      >
        <p className="flex flex-wrap gap-2">
          <Tag tone="ok">{data.added.length} added</Tag>
          <Tag>{data.unchanged.length} unchanged</Tag>
          <Tag tone="warn">{data.vanished.length} vanished</Tag>
          <Tag tone="outline">{data.dismissed.length} declined</Tag>
        </p>
      </Section>
      {data.added.length === 0 ? (
        <Section>
          <EmptyState compact title="Nothing new fires" className="px-0">
            Every threat that a generator sees in the model is there already. Draw more, or add a generator below.
          </EmptyState>
        </Section>
      ) : (
        <Section title="Added" flush>
          <ul aria-label="Proposals">
            {data.added.map((proposal) => (
              <li key={proposal.key} className="flex gap-3 border-t border-line px-6 py-2.5 phone:px-4">
                <Checkbox
                  aria-label={`Add: ${proposal.statement}`}
                  checked={!left.has(proposal.key)}
                  disabled={!may}
                  onCheckedChange={(checked) =>
                    setLeft((before) => {
                      const next = new Set(before);
                      if (checked === true) next.delete(proposal.key);
                      else next.add(proposal.key);
                      return next;
                    })
                  }
                />
                <div className="min-w-0">
                  <p className="wrap-anywhere">{proposal.statement}</p>
                  <p className="text-12 text-ink-3">
                    {[proposal.threat, proposal.generator].filter(Boolean).join(", ")}: {proposal.why}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Lines title="Vanished" base={base} items={data.vanished} />
      <Lines title="Declined" base={base} items={data.dismissed} />
      <Lines title="Unchanged" base={base} items={data.unchanged} />
      <Acceptance items={data.acceptance} />
      <GeneratorList scope={scope} />
    </>
  );
}

interface LinesProps {
  readonly title: string;
  readonly base: string;
  readonly items: readonly { number: number; statement: string; why: string; until?: Date | null }[];
}

function Lines({ title, base, items }: LinesProps) {
  if (items.length === 0) return null;
  return (
    <Section>
      <Disclosure title={title} end={items.length}>
        <ul className="flex flex-col gap-2 pl-5.5">
          {items.map((item) => (
            <li key={item.number} className="wrap-anywhere">
              <Link href={`${base}/threat/${item.number}`} className="hover:underline">
                T-{item.number} {item.statement}
              </Link>
              <p className="text-12 text-ink-3">
                {item.why || "No word was left."}
                {item.until instanceof Date && (
                  <>
                    {" "}
                    Asked again <Time value={item.until} />.
                  </>
                )}
              </p>
            </li>
          ))}
        </ul>
      </Disclosure>
    </Section>
  );
}

function Acceptance({
  items,
}: {
  items: readonly { generator: string; accepted: number; declined: number; waiting: number }[];
}) {
  if (items.length === 0) return null;
  const accepted = items.reduce((sum, each) => sum + each.accepted, 0);
  const declined = items.reduce((sum, each) => sum + each.declined, 0);
  return (
    <Section>
      <Disclosure
        title="How often people said yes"
        end={accepted + declined === 0 ? "nobody has said yet" : `${accepted} of ${accepted + declined}`}
      >
        <Table label="Acceptance by generator">
          <thead>
            <tr>
              <Th>Generator</Th>
              <Th numeric>Yes</Th>
              <Th numeric>No</Th>
              <Th numeric>Waiting</Th>
            </tr>
          </thead>
          <tbody>
            {items.map((each) => (
              <Tr key={each.generator} hover={false}>
                <Td>{each.generator}</Td>
                <Td numeric>{each.accepted}</Td>
                <Td numeric>{each.declined}</Td>
                <Td numeric>{each.waiting}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Disclosure>
    </Section>
  );
}
