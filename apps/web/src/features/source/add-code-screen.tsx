"use client";
import { PageHeader, Panel, type Step, StepList } from "@redoubt/ui";
import { useRouter } from "next/navigation";
import { parseAsInteger, useQueryState } from "nuqs";
import { ForbiddenScreen, paths } from "../frame/index.ts";
import { usePermissions } from "../project/index.ts";
import { FolderForm, GitForm, TerminalHint } from "./connect-forms.tsx";
import { DropBox } from "./drop-box.tsx";
import { LiveRevision } from "./live-revision.tsx";
import type { ProjectScope } from "./use-code.ts";

const AFTER: readonly Step[] = [
  { id: "scan", state: "none", title: "Scan", detail: "every scanner that applies, in a sandbox without network" },
  {
    id: "decide",
    state: "none",
    title: "Decide on what was found",
    detail: "one decision for a weakness, kept when lines move",
  },
  { id: "prove", state: "none", title: "Attach an exploit test", detail: "it runs again on every later commit" },
  {
    id: "report",
    state: "none",
    title: "Read the risk report",
    detail: "what changed, what is open, what was not scanned",
  },
];

/** One box that takes it all; nothing is run before somebody presses Scan. */
export function AddCodeScreen({ scope }: { scope: ProjectScope }) {
  const router = useRouter();
  const [revision, setRevision] = useQueryState("revision", parseAsInteger);
  const toScan = (number: number) =>
    router.push(`${paths.projectSlice(scope.organization, scope.project, "scan")}/${number}`);
  const toPast = (number: number) =>
    router.push(`${paths.projectSlice(scope.organization, scope.project, "finding")}/past/${number}`);
  const permissions = usePermissions(scope);
  if (!permissions.has("source:write")) return <ForbiddenScreen framed />;
  const show = (number: number) => void setRevision(number, { history: "push" });
  return (
    <>
      <PageHeader title="Add your code" meta={<span>nothing leaves this machine</span>} />
      <div className="grid flex-1 grid-cols-1 border-t border-line-strong lg:grid-cols-[minmax(0,1fr)_520px]">
        <div className="min-w-0 px-6 py-6 phone:px-4">
          <p className="mb-4 text-14 text-ink-2">
            One box takes it all. It is compiled in a sandbox to see what is in it; scanners wait for you.
          </p>
          <Panel>
            <DropBox scope={scope} onRevision={show} onImport={toScan} onPast={toPast} />
            <GitForm scope={scope} onRevision={show} />
            <FolderForm scope={scope} onRevision={show} />
            <TerminalHint />
          </Panel>
        </div>
        <aside
          aria-label="What is in it"
          className="min-w-0 border-line bg-canvas px-6 py-6 max-lg:border-t lg:border-l phone:px-4"
        >
          <h2 className="mb-3">{revision === null ? "What happens next" : "What is in it"}</h2>
          {revision === null ? <StepList steps={AFTER} roomy /> : <LiveRevision scope={scope} number={revision} />}
        </aside>
      </div>
    </>
  );
}
