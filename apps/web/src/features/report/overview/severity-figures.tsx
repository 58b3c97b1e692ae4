import { SEVERITIES } from "@redoubt/domain/finding";
import type { SeverityCounts } from "@redoubt/domain/report";
import { Figures } from "@redoubt/ui";
import Link from "next/link";
import { listQuery, SeverityLevel } from "#features/finding/index.ts";
import { below, type ProjectScope } from "../words.ts";

/** Open findings by severity; each number opens its list. */
export function SeverityFigures({
  scope,
  open,
  hidden,
}: {
  scope: ProjectScope;
  open: SeverityCounts;
  hidden: number;
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
  return <Figures items={hidden === 0 ? items : [...items, restricted]} />;
}
