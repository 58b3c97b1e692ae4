import type { CommandGroup } from "@redoubt/ui";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import type { FrameData } from "./frame-data.ts";
import { paths } from "./paths.ts";

/** A pause after the last key, in milliseconds. */
const PAUSE_MS = 120;
const MOST = 8;

/** Findings by number, title, path or detector, in whatever state; those of the project on screen come first. */
export function useFoundFindings(
  data: FrameData,
  search: string,
  go: (href: string) => void,
): { groups: CommandGroup[]; loading: boolean } {
  const trpc = useTRPC();
  const text = useSettled(search.trim());
  const wanted = data.openFindings !== null && text.length >= 2 && text.length <= 200;
  const scope = { organization: data.organization.slug };
  const options = trpc.finding.listOrganization.queryOptions(
    { ...scope, filters: { text, dependency: "folded" }, sort: "severity", limit: MOST },
    { enabled: wanted, placeholderData: keepPreviousData },
  );
  const { data: page, isFetching } = useQuery(options);
  if (!wanted || page === undefined) return { groups: [], loading: wanted && isFetching };
  const here = (slug: string) => (slug === data.project?.slug ? 0 : 1);
  const items = page.items
    .toSorted((a, b) => here(a.project.slug) - here(b.project.slug))
    .map((finding) => ({
      id: `finding-${finding.project.slug}-${finding.number}`,
      label: `F-${finding.number} ${finding.title}`,
      hint: `${finding.severity}, ${finding.project.name}`,
      onSelect: () =>
        go(`${paths.projectSlice(scope.organization, finding.project.slug, "finding")}/F-${finding.number}`),
    }));
  return { groups: items.length === 0 ? [] : [{ heading: "Findings", items }], loading: isFetching };
}

/** The text once typing has paused. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
