"use client";
import { lazy, memo, Suspense, useDeferredValue, useMemo } from "react";
import { paths } from "#features/frame/index.ts";
import { BacklogCallout } from "../backlog/backlog-callout.tsx";
import { BacklogLine } from "../backlog/backlog-line.tsx";
import { EmptyList } from "../list/empty-list.tsx";
import { FoldedLines } from "../list/folded-lines.tsx";
import { countOf, isCountable, shownStates } from "../list/list-state.ts";
import { KeyBar } from "./key-bar.tsx";
import { ListHead } from "./list-head.tsx";
import { ListStatus } from "./list-status.tsx";
import { TriageList } from "./triage-list.tsx";
import { LIST_WIDTH, useListWidth } from "./use-resize.ts";
import { type Triage, useTriage } from "./use-triage.ts";
import { useCounts, useVisit } from "./use-triage-data.ts";
import { useTriageKeys } from "./use-triage-keys.ts";

// Beside the list, where there is room for them: the list is drawn and answers before they are there.
const loadPanes = () => import("./panes.ts");
const BulkPane = lazy(async () => ({ default: (await loadPanes()).BulkPane }));
const CodePane = lazy(async () => ({ default: (await loadPanes()).CodePane }));
const DecisionPane = lazy(async () => ({ default: (await loadPanes()).DecisionPane }));
const KeyHelp = lazy(async () => ({ default: (await import("../keys/key-help.tsx")).KeyHelp }));

export interface TriageScreenProps {
  readonly organization: string;
  /** Null over all projects. */
  readonly project: string | null;
}

/** Findings to decide on: the list, the code of the one that is selected, and what to do about it. */
export function TriageScreen({ organization, project }: TriageScreenProps) {
  const scope = useMemo(() => ({ organization, project }), [organization, project]);
  const triage = useTriage(scope);
  // The list answers a step at once. What stands beside it follows, and keys that decide wait until it has.
  const calm = useDeferredValue(triage);
  const beside = calm.cursor.id === triage.cursor.id ? triage : calm;
  useTriageKeys(triage, beside !== triage);
  const { state, change, people, permissions } = triage;
  const { counts, others } = useCounts(scope, state);
  const onMoved = () => void triage.handle.refresh();
  const here =
    project === null
      ? paths.organizationSlice(organization, "finding")
      : paths.projectSlice(organization, project, "finding");
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ListHead
        scope={scope}
        state={state}
        change={change}
        counts={counts}
        people={people}
        here={here}
        record={project !== null && permissions.has("finding:record") ? `${here}/new` : null}
      />
      {project !== null && (
        <BacklogCallout scope={{ organization, project }} className="mx-4 my-2 flex-none" onMoved={onMoved} />
      )}
      {project !== null && state.backlog === "only" && (
        <BacklogLine scope={{ organization, project }} onMoved={onMoved} />
      )}
      <Panes triage={triage} beside={beside} counts={counts} others={others} />
      <KeyBar done={triage.done} onHelp={() => triage.setHelps(true)} />
      {triage.helps && (
        <Suspense>
          <KeyHelp place="list" open onOpenChange={triage.setHelps} />
        </Suspense>
      )}
    </div>
  );
}

interface PanesProps {
  triage: Triage;
  counts: ReturnType<typeof useCounts>["counts"];
  others: ReturnType<typeof useCounts>["others"];
}

function Panes({ triage, beside, counts, others }: PanesProps & { beside: Triage }) {
  const { isWide } = beside;
  const size = useListWidth();
  return (
    <div
      className="relative flex min-h-0 flex-1 flex-col min-[1100px]:grid min-[1100px]:grid-cols-[var(--list)_minmax(0,1fr)_clamp(312px,24vw,372px)]"
      style={{ ["--list" as string]: `${size.width}px` }}
    >
      <ListPane triage={triage} counts={counts} others={others} />
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label="Width of the list"
        aria-valuenow={size.width}
        aria-valuemin={LIST_WIDTH.least}
        aria-valuemax={LIST_WIDTH.most}
        tabIndex={0}
        className="absolute inset-y-0 left-[calc(var(--list)-4px)] z-10 hidden w-2 cursor-col-resize touch-none hover:bg-accent-soft focus-visible:bg-accent-soft min-[1100px]:block"
        onPointerDown={size.onPointerDown}
        onKeyDown={size.onKeyDown}
        onDoubleClick={size.onDoubleClick}
      />
      <section aria-label="Code" className="hidden min-h-0 min-w-0 flex-col border-r border-line min-[1100px]:flex">
        {isWide && (
          <Suspense>
            <Code triage={beside} />
          </Suspense>
        )}
      </section>
      <aside aria-label="Decision" className="hidden min-h-0 min-w-0 flex-col min-[1100px]:flex">
        {isWide && (
          <Suspense>
            <Decision triage={beside} />
          </Suspense>
        )}
      </aside>
    </div>
  );
}

const Code = memo(function Code({ triage }: { triage: Triage }) {
  const { board, cursor, view } = triage;
  if (cursor.item === null) {
    return (
      <p className="m-auto max-w-72 text-center text-ink-3">
        {board.lines().length === 0 ? "Nothing is selected." : "Select a finding to see its code."}
      </p>
    );
  }
  return (
    <CodePane
      scope={triage.itemScope}
      finding={triage.finding}
      permissions={triage.permissions}
      pane={view.pane}
      onPane={view.setPane}
      place={view.place}
      onPlace={view.setPlace}
      step={view.step}
      onStep={view.setStep}
    />
  );
});

const Decision = memo(function Decision({ triage }: { triage: Triage }) {
  const { scope, chosen, work, cursor } = triage;
  const isMany = chosen.length > 0 || work.progress !== null || work.failed.length > 0;
  if (!isMany) return cursor.item === null ? null : <Decide triage={triage} />;
  return (
    <BulkPane
      organization={scope.organization}
      chosen={chosen}
      permissions={triage.permissions}
      people={triage.people}
      self={triage.self}
      work={work}
      open={triage.open}
      onChoose={triage.choose}
      onClose={() => triage.setOpen(null)}
      onClear={() => {
        triage.selection.clear();
        work.forget();
      }}
      onShow={triage.show}
    />
  );
});

function Decide({ triage }: { triage: Triage }) {
  const { shown, cursor, hrefOf } = triage;
  const { actions } = shown;
  return (
    <DecisionPane
      shown={{ ...shown, actions: { ...actions, decide: triage.decideOne } }}
      href={cursor.id === null ? "#" : hrefOf(cursor.id)}
      people={triage.people}
      self={triage.self}
      permissions={triage.permissions}
      open={triage.open}
      onChoose={triage.choose}
      onClose={() => triage.setOpen(null)}
    />
  );
}

function ListPane({ triage, counts, others }: PanesProps) {
  const { scope, state, change, handle, board, cursor, isWide, permissions, selection } = triage;
  const since = useVisit(scope);
  const total =
    counts === undefined || others === undefined
      ? undefined
      : counts.total +
        counts.backlog +
        counts.branchOnly +
        counts.snoozed +
        others.total +
        others.backlog +
        counts.hidden;
  const mayDecide = isWide && (permissions.has("finding:triage") || permissions.has("finding:assign"));
  const inProject = scope.project === null ? null : { organization: scope.organization, project: scope.project };
  return (
    <section aria-label="List" className="flex min-h-0 min-w-0 flex-1 flex-col border-line min-[1100px]:border-r">
      <TriageList
        handle={handle}
        cursor={isWide ? cursor.id : null}
        selection={mayDecide ? selection : null}
        withProject={scope.project === null && state.group !== "project"}
        since={since}
        looked={triage.looked}
        hrefOf={triage.hrefOf}
        projectName={triage.projectName}
        onOpen={triage.onOpen}
        onSelectGroup={(part, on) => void triage.onSelectGroup(part, on)}
        control={triage.control}
        empty={<EmptyList state={state} change={change} total={total} scope={inProject} permissions={permissions} />}
        footer={<FoldedLines state={state} change={change} others={others} counts={counts} hidden={board.hidden} />}
      />
      <ListStatus
        board={board}
        total={
          isCountable(state) && state.backlog === "folded"
            ? countOf(counts, state.severity, shownStates(state))
            : undefined
        }
      />
    </section>
  );
}
