"use client";
import type { FindingDetail } from "@redoubt/domain/finding";
import { Button, Count, cn, IconButton, Loading, Skeleton } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp, Copy, Link2 } from "lucide-react";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { AttachPoc, FindingPocs } from "#features/verification/index.ts";
import { useLiveQueries } from "#trpc/events.ts";
import { useTRPC } from "#trpc/client.tsx";
import { placesOf } from "../code/code-windows.ts";
import { EditorButton } from "../code/editor-button.tsx";
import { MovedLine } from "../code/moved-line.tsx";
import { PlaceCode, revisionName } from "../code/place-code.tsx";
import { useCopies } from "../code/use-copies.ts";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { Reports } from "../detail/why-section.tsx";
import { shortcutsOf } from "../keys/keys.ts";
import { SafeMarkdown } from "../markdown.tsx";
import { findingLabel, functionText, placeText } from "../words.ts";
import { PocStrip } from "./poc-strip.tsx";
import { SeenIn } from "./seen-in.tsx";
import { stepFrom } from "./step-from.ts";

/** More than on a page: the pane has the height for it. */
const AROUND = 14;

export const PANES = ["code", "flow", "poc", "seen", "advice"] as const;
export type Pane = (typeof PANES)[number];

export interface CodePaneProps {
  readonly scope: ProjectScope;
  readonly finding: FindingDetail | undefined;
  readonly permissions: ReadonlySet<string>;
  readonly pane: Pane;
  readonly onPane: (pane: Pane) => void;
  /** The place that is shown, by its id; null for the newest. */
  readonly place: string | null;
  readonly onPlace: (id: string) => void;
  /** The step of the flow that is looked at, from 1. */
  readonly step: number | null;
  readonly onStep: (step: number) => void;
}

/** The code that the selected finding is about, with everything that explains it on tabs. */
export function CodePane(props: CodePaneProps) {
  const { scope, finding, permissions } = props;
  const trpc = useTRPC();
  const options = trpc.verification.list.queryOptions(
    { ...scope, finding: finding?.number ?? 1 },
    { enabled: finding !== undefined && permissions.has("verification:read") },
  );
  useLiveQueries(["verification"], [options.queryKey]);
  const { data: pocs = [] } = useQuery(options);
  const places = useMemo(() => (finding === undefined ? [] : placesOf(finding.occurrences)), [finding]);
  const copies = useCopies(scope, finding);
  if (finding === undefined) return <PaneSkeleton />;
  const place = places.find(({ id }) => id === props.place) ?? places[0];
  const flow = place?.flow ?? [];
  const counts: Record<Pane, number | null> = {
    ...{ code: null, flow: flow.length, poc: pocs.length, seen: places.length, advice: null },
  };
  const shown = counts[props.pane] === 0 && props.pane === "flow" ? "code" : props.pane;
  const file = place?.path ?? null;
  return (
    <>
      <div className="flex h-10 flex-none items-center gap-2 pr-2 pl-4 text-ink-2">
        <span className="min-w-0 truncate font-mono text-12" title={file ?? undefined}>
          {file === null ? (
            "no file"
          ) : (
            <>
              {file.slice(0, file.lastIndexOf("/") + 1)}
              <b className="font-medium text-ink">{file.split("/").at(-1)}</b>
            </>
          )}
        </span>
        {place !== undefined && (
          <span className="flex-none font-mono text-12 whitespace-nowrap text-ink-3">{revisionName(place)}</span>
        )}
        <span className="ml-auto flex flex-none items-center">
          {file !== null && <EditorButton scope={scope} path={file} line={place?.startLine ?? null} />}
          <Button
            variant="ghost"
            aria-keyshortcuts={shortcutsOf("context")}
            title="Copy as context"
            onClick={copies.copyContext}
          >
            <Copy aria-hidden="true" />
            <span className="max-[1320px]:sr-only">Copy as context</span>
          </Button>
          <IconButton
            label={`Copy the link to ${findingLabel(finding.number)}`}
            aria-keyshortcuts={shortcutsOf("link")}
            onClick={copies.copyLink}
          >
            <Link2 aria-hidden="true" className="size-3.5" />
          </IconButton>
        </span>
      </div>
      <PaneTabs pane={shown} counts={counts} onPane={props.onPane} />
      <div className="min-h-0 flex-1 overflow-y-auto [scrollbar-width:thin]" key={finding.id}>
        {shown === "code" && (
          <>
            <MovedLine finding={finding} className="border-b border-line px-4" />
            {place === undefined ? (
              <p className="px-4 py-3 text-ink-2">
                No place in the code was named. Say in a comment where it is, or record it again with a file and a line.
              </p>
            ) : (
              <>
                <p className="flex items-center gap-3 px-4 pt-2 text-12 text-ink-3">
                  <span className="min-w-0 truncate">{functionText(place)}</span>
                  {flow.length > 0 && <FlowSteps of={flow.length} step={props.step} onStep={props.onStep} />}
                </p>
                <PlaceCode scope={scope} place={place} step={props.step} around={AROUND} />
              </>
            )}
          </>
        )}
        {shown === "flow" && (
          <ol className="py-2">
            {flow.map((each, index) => (
              <li key={index}>
                <button
                  type="button"
                  aria-current={props.step === index + 1 ? "step" : undefined}
                  className="flex w-full items-start gap-3 px-4 py-1.5 text-left hover:bg-hover aria-[current]:bg-selected"
                  onClick={() => {
                    props.onStep(index + 1);
                    props.onPane("code");
                  }}
                >
                  <span className="mt-px grid size-[18px] flex-none place-items-center rounded-full border border-code-edge text-12 font-medium text-code-edge">
                    {index + 1}
                  </span>
                  <span className="min-w-0">
                    <span className="block wrap-anywhere">{each.message ?? "The flow passes here."}</span>
                    <code className="text-12 text-ink-3">{placeText({ path: each.path, startLine: each.line })}</code>
                  </span>
                </button>
              </li>
            ))}
          </ol>
        )}
        {shown === "poc" && (
          <PocPane scope={scope} finding={finding} pocs={pocs} mayRun={permissions.has("verification:run")} />
        )}
        {shown === "seen" && (
          <SeenIn
            places={places}
            shown={place?.id ?? null}
            onShow={(id) => {
              props.onPlace(id);
              props.onPane("code");
            }}
          />
        )}
        {shown === "advice" && (
          <div className="flex flex-col gap-4 px-4 py-3">
            <section>
              <h3 className="mb-1">What it is</h3>
              <SafeMarkdown text={finding.description} />
            </section>
            <section>
              <h3 className="mb-1">Fix advice</h3>
              {finding.advice === null || finding.advice === "" ? (
                <p className="text-ink-3">Nobody has written any.</p>
              ) : (
                <SafeMarkdown text={finding.advice} />
              )}
            </section>
          </div>
        )}
      </div>
      {shown === "code" && pocs[0] !== undefined && (
        <PocStrip scope={scope} pocs={pocs} mayRun={permissions.has("verification:run")} />
      )}
    </>
  );
}

/** Next and previous mark of the flow. */
function FlowSteps({ of, step, onStep }: { of: number; step: number | null; onStep: (step: number) => void }) {
  return (
    <span className="ml-auto flex flex-none items-center gap-1 whitespace-nowrap">
      <span role="status">{step === null ? `flow in ${of} steps` : `step ${step} of ${of}`}</span>
      <IconButton
        label="Step before"
        aria-keyshortcuts={shortcutsOf("previous-step")}
        className="size-6"
        onClick={() => onStep(stepFrom(step, -1, of))}
      >
        <ChevronUp aria-hidden="true" className="size-3.5" />
      </IconButton>
      <IconButton
        label="Next step of the flow"
        aria-keyshortcuts={shortcutsOf("next-step")}
        className="size-6"
        onClick={() => onStep(stepFrom(step, 1, of))}
      >
        <ChevronDown aria-hidden="true" className="size-3.5" />
      </IconButton>
    </span>
  );
}

const PANE_WORDS: Readonly<Record<Pane, string>> = {
  code: "Code",
  flow: "Flow",
  poc: "PoC",
  seen: "Seen in",
  advice: "Description and advice",
};

function PaneTabs({
  pane,
  counts,
  onPane,
}: {
  pane: Pane;
  counts: Record<Pane, number | null>;
  onPane: (pane: Pane) => void;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const shown = PANES.filter((each) => each !== "flow" || (counts.flow ?? 0) > 0);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = shown[(shown.indexOf(pane) + by + shown.length) % shown.length];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    onPane(next);
    list.current?.querySelector<HTMLElement>(`[data-pane="${next}"]`)?.focus();
  };
  return (
    <div
      ref={list}
      role="tablist"
      aria-label="About the finding"
      className="flex flex-none gap-4 overflow-x-auto border-b border-line px-4"
      onKeyDown={onKeyDown}
    >
      {shown.map((each) => (
        <button
          key={each}
          id={`${id}-${each}`}
          type="button"
          role="tab"
          data-pane={each}
          aria-selected={each === pane}
          tabIndex={each === pane ? 0 : -1}
          className={cn(
            "relative inline-flex h-9 flex-none items-center gap-1.5 whitespace-nowrap text-ink-2 -outline-offset-2 hover:text-ink",
            each === pane && "font-medium text-ink shadow-[inset_0_-2px_0_var(--text)]",
          )}
          onClick={() => onPane(each)}
        >
          {PANE_WORDS[each]}
          {counts[each] !== null && <Count>{counts[each]}</Count>}
        </button>
      ))}
    </div>
  );
}

function PocPane(props: {
  scope: ProjectScope;
  finding: FindingDetail;
  pocs: Parameters<typeof FindingPocs>[0]["pocs"];
  mayRun: boolean;
}) {
  const { scope, finding, pocs, mayRun } = props;
  const [isAttaching, setAttaching] = useState(false);
  return (
    <div className="flex flex-col gap-4 px-4 py-3">
      <FindingPocs scope={scope} pocs={pocs} mayRun={mayRun} />
      {pocs.length === 0 && <p className="text-ink-2">Nobody has carried it out here.</p>}
      <ul className="flex flex-wrap gap-x-5 gap-y-2 text-ink-2">
        <Reports finding={finding} />
      </ul>
      {isAttaching ? (
        <AttachPoc scope={scope} finding={finding.number} onClose={() => setAttaching(false)} />
      ) : (
        mayRun && (
          <Button className="self-start" onClick={() => setAttaching(true)}>
            Attach a PoC
          </Button>
        )
      )}
    </div>
  );
}

function PaneSkeleton() {
  return (
    <Loading label="The finding is loading" className="flex flex-col gap-3 px-4 pt-4">
      <Skeleton width="40%" />
      {Array.from({ length: 14 }, (_each, row) => (
        <Skeleton key={row} width={`${24 + ((row * 29) % 50)}%`} />
      ))}
    </Loading>
  );
}
