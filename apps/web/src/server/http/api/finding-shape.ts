import "server-only";
import type { FindingDetail as DomainDetail, FindingSummary } from "@redoubt/domain/finding";
import { describeFindings, type FindingDescription } from "@redoubt/domain/finding/server";
import type { ProjectDeps } from "@redoubt/domain/shared/server";
import type { z } from "zod";
import type { Finding, FindingDetail } from "./shapes.ts";

/** Rows of a list with what lists leave out. */
export async function described(
  deps: ProjectDeps,
  rows: readonly FindingSummary[],
  project: string,
): Promise<z.input<typeof Finding>[]> {
  const more = await describeFindings(
    deps,
    rows.map((row) => row.number),
  );
  return rows.flatMap((row) => {
    const description = more.get(row.number);
    // Restricted between the two readings.
    return description === undefined ? [] : [toFinding(row, description, project)];
  });
}

export function toFinding(row: FindingSummary, more: FindingDescription, project: string): z.input<typeof Finding> {
  const { number, title, severity, confidence, state, reason, scanner, detector, path, startLine, container } = row;
  const { tags, restricted, backlog, branchOnly, dependency, duplicateOf, proposed } = row;
  return {
    ...{ name: `F-${number}`, number, title, severity, confidence, state, reason, scanner, detector },
    ...{ path, startLine, container, tags, restricted, backlog, branchOnly, dependency, duplicateOf, proposed },
    ...{ description: more.description, advice: more.advice, endLine: more.endLine ?? startLine },
    ...{ cwe: [...more.cwe], swc: [...more.swc], scwe: [...more.scwe] },
    ...{ package: more.package, advisories: [...more.advisories] },
    function: row.callable,
    assignee: row.assignee?.name ?? null,
    dueAt: row.dueAt?.toISOString() ?? null,
    firstSeenAt: row.firstSeenAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    url: `${project}/finding/F-${number}`,
  };
}

export function toFindingDetail(detail: DomainDetail, project: string): z.input<typeof FindingDetail> {
  const { classes, description, advice, advisories, occurrences } = detail;
  const shown = occurrences.find((place) => place.path === detail.path && place.startLine === detail.startLine);
  const more = {
    ...classes,
    description,
    advice,
    advisories,
    package: detail.package,
    endLine: shown?.endLine ?? null,
  };
  return {
    ...toFinding(detail, more, project),
    places: occurrences.map(({ ref, revision, scanner, detector, path, startLine, endLine, callable, present }) => ({
      ...{ ref, scanner, detector, path, startLine, endLine, present },
      ...{ revision: revision?.number ?? null, function: callable },
    })),
    history: detail.history.map(({ at, kind, origin, actor, from, to, reason, comment, undone }) => ({
      ...{ at: at.toISOString(), kind, origin, actor, from, to, reason, comment, undone },
    })),
    duplicates: detail.duplicates.map(({ number }) => `F-${number}`),
  };
}
