import type { CommandGroup } from "@redoubt/ui";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import type { FrameData } from "./frame-data.ts";
import { useSettled } from "./palette-findings.ts";
import { paths } from "./paths.ts";

const MOST = 6;

/** Threats of the project on screen by number ("T-4") or by the words of their sentence. */
export function useFoundThreats(data: FrameData, search: string, go: (href: string) => void): CommandGroup[] {
  const trpc = useTRPC();
  const text = useSettled(search.trim());
  const scope = { organization: data.organization.slug, project: data.project?.slug ?? "" };
  const options = trpc.threatModel.threats.queryOptions(
    { ...scope, text, limit: MOST },
    {
      enabled: data.project !== null && text.length >= 2 && text.length <= 200,
      placeholderData: keepPreviousData,
      // Whoever may not read the model is told nothing of it, once.
      retry: false,
    },
  );
  const { data: page } = useQuery(options);
  if (data.project === null || text.length < 2 || page === undefined || page.items.length === 0) return [];
  const items = page.items.map(({ number, statement, state }) => ({
    id: `threat-${number}`,
    label: `T-${number} ${statement}`,
    hint: state.replaceAll("-", " "),
    onSelect: () => go(`${paths.projectSlice(scope.organization, scope.project, "threat-model")}/threat/${number}`),
  }));
  return [{ heading: "Threats", items }];
}
