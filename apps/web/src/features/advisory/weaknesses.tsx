import type { Component } from "@redoubt/domain/advisory";
import { Tag, TextLink } from "@redoubt/ui";
import Link from "next/link";
import { SeverityLevel } from "#features/finding/index.ts";
import { paths } from "#features/frame/index.ts";
import type { Scope } from "./list-state.ts";

const SHOWN = 3;

/** What is known to be wrong with a component; each opens its finding. */
export function Weaknesses({ scope, component }: { scope: Scope; component: Component }) {
  const { advisories } = component;
  if (advisories.length === 0) return null;
  const list = paths.projectSlice(scope.organization, scope.project, "finding");
  return (
    <ul>
      {advisories.slice(0, SHOWN).map(({ id, severity, fixed, exploited }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-2">
          <SeverityLevel severity={severity} />
          <TextLink asChild>
            <Link href={`${list}?state=any&q=${encodeURIComponent(id)}`}>{id}</Link>
          </TextLink>
          {exploited && <Tag tone="bad">exploited</Tag>}
          <span className="text-12 text-ink-3">{fixed === null ? "no fix known" : `fixed in ${fixed}`}</span>
        </li>
      ))}
      {advisories.length > SHOWN && <li className="text-12 text-ink-3">and {advisories.length - SHOWN} more</li>}
    </ul>
  );
}
