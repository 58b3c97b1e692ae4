"use client";
import { dayOf } from "@redoubt/domain/report";
import { Callout, PageHeader, Section, Select } from "@redoubt/ui";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTRPC } from "#trpc/client.tsx";
import { Difference } from "../body/difference.tsx";
import { below, type ProjectScope } from "../words.ts";

interface CompareScreenProps {
  scope: ProjectScope;
  number: number;
  other: number;
}

/** What is different between two frozen risk reports, the earlier one first. */
export function CompareScreen({ scope, number, other }: CompareScreenProps) {
  const trpc = useTRPC();
  const { data: diff } = useSuspenseQuery(trpc.report.compare.queryOptions({ ...scope, report: number, with: other }));
  const { from, to } = diff;
  return (
    <>
      <PageHeader
        title={`Report ${from.number} against report ${to.number}`}
        meta={
          <span>
            {dayOf(from.generatedAt)} to {dayOf(to.generatedAt)}
            {from.revision !== to.revision && `, ${from.revision ?? "no revision"} to ${to.revision ?? "no revision"}`}
          </span>
        }
        actions={<Picker scope={scope} from={from.number} to={to.number} />}
      />
      <Section className="border-t-line-strong pt-4 pb-8">
        <div className="max-w-[1000px]">
          <Difference scope={scope} diff={diff} />
          <div className="mt-6">
            <Callout tone="note" title="Both reports are frozen">
              This is what they say, not what is so now: open{" "}
              <Link href={below(scope, `report/${from.number}`)} className="link">
                report {from.number}
              </Link>{" "}
              or{" "}
              <Link href={below(scope, `report/${to.number}`)} className="link">
                report {to.number}
              </Link>{" "}
              for the whole of it.
            </Callout>
          </div>
        </div>
      </Section>
    </>
  );
}

/** Two reports of the project; choosing one changes the address. */
function Picker({ scope, from, to }: { scope: ProjectScope; from: number; to: number }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { data: reports = [] } = useQuery(trpc.report.list.queryOptions(scope));
  const options = reports
    .filter(({ kind }) => kind === "risk")
    .map(({ number, createdAt }) => ({
      value: String(number),
      label: `Report ${number}, ${dayOf(createdAt.toISOString())}`,
    }));
  const go = (one: number | string, other: number | string) =>
    router.replace(below(scope, `report/${one}/compare/${other}`), { scroll: false });
  return (
    <div className="no-print flex flex-wrap items-center gap-2">
      <Select
        label="Earlier report"
        value={String(from)}
        options={options.filter(({ value }) => value !== String(to))}
        onValueChange={(value) => go(to, value)}
      />
      <Select
        label="Later report"
        value={String(to)}
        options={options.filter(({ value }) => value !== String(from))}
        onValueChange={(value) => go(value, from)}
      />
    </div>
  );
}
