import { SEVERITIES } from "@redoubt/domain/finding";
import type { Overview, SeverityCounts } from "@redoubt/domain/report";
import { Figures } from "@redoubt/ui";
import Link from "next/link";
import { listQuery, SeverityLevel } from "#features/finding/index.ts";
import { below, type ProjectScope } from "../words.ts";

/** Open findings by severity; each number opens its list. */
export function SeverityFigures({
  scope,
  open,
  hidden,
  backlog,
  due,
}: {
  scope: ProjectScope;
  open: SeverityCounts;
  hidden: number;
  backlog: number;
  due: Overview["due"];
}) {
  const items = SEVERITIES.map((severity) => ({
    id: severity,
    label: <SeverityLevel severity={severity} />,
    value: (
      <Link
        href={`${below(scope, "finding")}${listQuery({ severity: [severity] })}`}
        aria-label={`${open[severity]} open ${severity} findings`}
        className={open[severity] === 0 ? "text-ink-3 hover:underline" : "hover:underline"}
      >
        {open[severity].toLocaleString("en")}
      </Link>
    ),
  }));
  const restricted = {
    id: "restricted",
    label: "Restricted",
    value: hidden.toLocaleString("en"),
    note: "counted only",
  };
  const known = {
    id: "backlog",
    label: "In the backlog",
    value: (
      <Link
        href={`${below(scope, "finding")}${listQuery({ backlog: "only" })}`}
        aria-label={`${backlog} findings in the backlog`}
        className="text-ink-3 hover:underline"
      >
        {backlog.toLocaleString("en")}
      </Link>
    ),
    note: "not counted as open",
  };
  const late = {
    id: "overdue",
    label: "Overdue",
    tone: "bad" as const,
    value: (
      <Link
        href={`${below(scope, "finding")}${listQuery({ due: "overdue", sort: "due" })}`}
        aria-label={`${due.overdue} overdue findings`}
        className="hover:underline"
      >
        {due.overdue.toLocaleString("en")}
      </Link>
    ),
    note: due.week > 0 ? `${due.week} more within a week` : "past their day",
  };
  return (
    <Figures
      items={[
        ...items,
        ...(due.overdue > 0 ? [late] : []),
        ...(backlog > 0 ? [known] : []),
        ...(hidden > 0 ? [restricted] : []),
      ]}
    />
  );
}
