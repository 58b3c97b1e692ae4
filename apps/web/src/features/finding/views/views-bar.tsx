"use client";
import type { BoundedCount } from "@redoubt/domain/finding";
import { Button, Count, DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { Bookmark, ChevronDown, Settings2, Users } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { filtersOf, listQuery, type ListState, savedListOf } from "../list/list-state.ts";
import { isSaved, savedAsViews, stateOfView, type View, VIEWS, viewOf } from "../list/views.ts";
import type { TriageScope } from "../triage/source.ts";
import { SaveView } from "./save-view.tsx";
import { useViews } from "./use-views.ts";

const ManageViews = lazy(async () => ({ default: (await import("./manage-views.tsx")).ManageViews }));

/** As many saved views stand in the bar; all of them are behind "More". */
const SAVED_IN_BAR = 3;

export interface ViewsBarProps {
  readonly scope: TriageScope;
  readonly state: ListState;
  readonly here: string;
}

/** The usual lists and the saved ones as links, each with how much it holds. */
export function ViewsBar({ scope, state, here }: ViewsBarProps) {
  const views = useViews(scope.organization);
  const saved = savedAsViews(views.saved);
  const all = [...VIEWS, ...saved];
  const shown = viewOf(state, [...saved, ...VIEWS]);
  const usual = VIEWS.filter((view) => view.main);
  const beside = saved.slice(0, SAVED_IN_BAR);
  const inBar = [...usual, ...beside];
  // What is on screen always has its tab.
  const bar = shown !== null && !inBar.includes(shown) ? [...inBar, shown] : inBar;
  const counts = useCounts(scope, bar);
  const router = useRouter();
  /** Null until it was opened: few ever do. */
  const [managing, setManaging] = useState<boolean | null>(null);
  const href = (view: View) => `${here}${listQuery(stateOfView(view, state))}`;
  const changed = shown?.saved === undefined ? changedView(state, saved) : null;
  return (
    <div className="flex min-w-0 items-center gap-1">
      <nav aria-label="Views" className="flex min-w-0 items-center gap-0.5 overflow-hidden">
        {bar.map((view, index) => (
          <Link
            key={view.id}
            href={href(view)}
            scroll={false}
            aria-current={view === shown ? "page" : undefined}
            className={`inline-flex h-control flex-none items-center gap-1.5 rounded-2 px-2 whitespace-nowrap text-ink-2 -outline-offset-2 hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink phone:h-touch ${view === shown ? "" : (HIDES[index] ?? "")}`}
          >
            {view.label}
            <ViewCount count={counts.get(view.id)} />
          </Link>
        ))}
      </nav>
      <DropdownMenu
        width={260}
        trigger={
          <Button variant="ghost" className="flex-none px-2">
            More
            <ChevronDown aria-hidden="true" />
          </Button>
        }
      >
        {VIEWS.map((view) => (
          <MenuItem key={view.id} onSelect={() => router.push(href(view), { scroll: false })}>
            {view.label}
          </MenuItem>
        ))}
        {saved.some((view) => view.saved?.shared) && <MenuLabel>Shared with everyone</MenuLabel>}
        {saved
          .filter((view) => view.saved?.shared)
          .map((view) => (
            <MenuItem
              key={view.id}
              icon={<Users aria-hidden="true" />}
              onSelect={() => router.push(href(view), { scroll: false })}
            >
              {view.label}
            </MenuItem>
          ))}
        {saved.some((view) => !view.saved?.shared) && <MenuLabel>Yours</MenuLabel>}
        {saved
          .filter((view) => !view.saved?.shared)
          .map((view) => (
            <MenuItem
              key={view.id}
              icon={<Bookmark aria-hidden="true" />}
              onSelect={() => router.push(href(view), { scroll: false })}
            >
              {view.label}
            </MenuItem>
          ))}
        {saved.length > 0 && (
          <>
            <MenuSeparator />
            <MenuItem icon={<Settings2 aria-hidden="true" />} onSelect={() => setManaging(true)}>
              Manage views
            </MenuItem>
          </>
        )}
      </DropdownMenu>
      {views.mayKeep && viewOf(state, all) === null && (
        <SaveView
          views={views}
          list={savedListOf(state)}
          change={changed !== null && changed.mayChange && !isSaved(state, changed) ? changed : null}
        />
      )}
      {managing !== null && (
        <Suspense>
          <ManageViews views={views} open={managing} onOpenChange={setManaging} />
        </Suspense>
      )}
    </div>
  );
}

/** Which tabs give way first when the window is narrow. */
const HIDES: readonly string[] = [
  "",
  "",
  "",
  "max-[1180px]:hidden",
  "max-[1380px]:hidden",
  "max-[1480px]:hidden",
  "max-[1600px]:hidden",
  "max-[1720px]:hidden",
];

/** A saved view that the list was narrowed from: the same filters, with another grouping or order. */
function changedView(state: ListState, saved: readonly View[]) {
  const found = viewOf(
    state,
    saved.map((view) => ({ ...view, list: { ...view.list, group: state.group, sort: state.sort } })),
  );
  return found?.saved ?? null;
}

function ViewCount({ count }: { count: BoundedCount | undefined }) {
  // The place is kept until it is known: tabs do not move.
  if (count === undefined) return <Count className="invisible">0</Count>;
  return (
    <Count>
      {count.count}
      {count.more && "+"}
    </Count>
  );
}

/** How many findings each view holds, up to a bound; read again when findings change. */
function useCounts(scope: TriageScope, views: readonly View[]): ReadonlyMap<string, BoundedCount> {
  const trpc = useTRPC();
  const { organization, project } = scope;
  const lists = views.map((view) => filtersOf(view.list));
  const inProject = trpc.finding.countLists.queryOptions(
    { organization, project: project ?? "", lists },
    { enabled: project !== null, placeholderData: (before) => before },
  );
  const everywhere = trpc.finding.countOrganizationLists.queryOptions(
    { organization, lists },
    { enabled: project === null, placeholderData: (before) => before },
  );
  useLiveQueries(["finding"], [project === null ? everywhere.queryKey : inProject.queryKey]);
  const [own, all] = [useQuery(inProject).data, useQuery(everywhere).data];
  const counts = project === null ? all : own;
  return new Map(views.flatMap((view, index) => (counts?.[index] === undefined ? [] : [[view.id, counts[index]]])));
}
