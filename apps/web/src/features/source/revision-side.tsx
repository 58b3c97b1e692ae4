import type { RevisionDetail } from "@redoubt/domain/source";
import { SideSection, Tag, WorkState } from "@redoubt/ui";
import { Check, X } from "lucide-react";
import Link from "next/link";

/** What was taken over from the project's own configuration, what was dropped and why, and what it depends on. */
export function RevisionSide({ revision }: { revision: RevisionDetail }) {
  const taken = revision.roots.flatMap((root) => root.configurationTaken);
  const dropped = revision.roots.flatMap((root) => root.configurationDropped);
  const dependencies = revision.roots.flatMap((root) =>
    root.dependencies.map((dependency) => ({ ...dependency, root: root.path })),
  );
  const missing = dependencies.filter((dependency) => dependency.state === "missing").length;
  return (
    <>
      <SideSection title="Configuration" note={`${taken.length} kept, ${dropped.length} dropped`}>
        {taken.length + dropped.length === 0 ? (
          <p className="text-12 text-ink-3">No configuration was read. It is read as data and never executed.</p>
        ) : (
          <ul className="grid gap-1 text-12">
            {dropped.map((key) => (
              <li key={`${key.key} ${key.value}`} className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-1.5">
                <X aria-label="dropped" className="text-bad" />
                <span className="wrap-anywhere">
                  <code className="line-through">{key.key}</code> <span className="text-ink-3">{key.reason}</span>
                </span>
              </li>
            ))}
            {taken.map((key) => (
              <li key={`${key.key} ${key.value}`} className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-1.5">
                <Check aria-label="kept" className="text-ok" />
                <span className="wrap-anywhere">
                  <code>{key.key}</code> <span className="text-ink-3">{key.value}</span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </SideSection>
      <SideSection title="Dependencies" note={`${dependencies.length - missing} resolved, ${missing} missing`}>
        {dependencies.length === 0 ? (
          <p className="text-12 text-ink-3">None is imported.</p>
        ) : (
          <ul className="grid gap-1 text-12">
            {dependencies.map((dependency) => (
              <li key={`${dependency.root} ${dependency.name}`} className="flex items-baseline gap-2">
                <span className="min-w-0 flex-1 font-mono wrap-anywhere">{dependency.name}</span>
                <span className={dependency.state === "missing" ? "text-bad" : "text-ok"}>{dependency.state}</span>
              </li>
            ))}
          </ul>
        )}
      </SideSection>
      {revision.submodules.length > 0 && (
        <SideSection title="Submodules" note={`${revision.submodules.length}`}>
          <ul className="grid gap-1 text-12">
            {revision.submodules.map((submodule) => (
              <li key={submodule.path} className="flex items-baseline gap-2">
                <span className="min-w-0 flex-1 font-mono wrap-anywhere">{submodule.path}</span>
                <span className={submodule.ok ? "text-ok" : "text-bad"} title={submodule.reason}>
                  {submodule.ok ? submodule.commit?.slice(0, 7) : (submodule.reason ?? "missing")}
                </span>
              </li>
            ))}
          </ul>
        </SideSection>
      )}
    </>
  );
}

export interface RevisionScan {
  readonly number: number;
  readonly state: string;
  readonly words: string;
  readonly href: string;
}

/** The scans of this revision, newest first. */
export function RevisionScans({ scans }: { scans: readonly RevisionScan[] }) {
  return (
    <SideSection title="Scans of this revision">
      {scans.length === 0 ? (
        <p className="text-12 text-ink-3">Not scanned yet.</p>
      ) : (
        <ul className="grid gap-2">
          {scans.map((scan) => (
            <li key={scan.number} className="grid grid-cols-[20px_minmax(0,1fr)]">
              <WorkState
                className="mt-0.5"
                state={
                  scan.state === "succeeded"
                    ? "done"
                    : scan.state === "partial"
                      ? "stale"
                      : scan.state === "failed"
                        ? "block"
                        : scan.state === "cancelled"
                          ? "none"
                          : "part"
                }
                label={scan.state}
              />
              <div>
                <Link className="font-medium hover:underline" href={scan.href}>
                  Scan {scan.number}
                </Link>{" "}
                {scan.state !== "succeeded" && <Tag>{scan.state}</Tag>}
                <div className="text-12 text-ink-3">{scan.words}</div>
              </div>
            </li>
          ))}
        </ul>
      )}
    </SideSection>
  );
}
