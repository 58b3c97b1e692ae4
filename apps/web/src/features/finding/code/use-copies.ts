"use client";
import type { FindingDetail } from "@redoubt/domain/finding";
import { notify, notifyProblem } from "@redoubt/ui";
import { useQueryClient } from "@tanstack/react-query";
import { paths } from "#features/frame/index.ts";
import { sourceFileQuery } from "#features/source/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { type ProjectScope, usePermissions } from "../decision/use-permissions.ts";
import { findingLabel } from "../words.ts";
import type { ContextPoc } from "./context-text.ts";

const loadText = () => import("./context-text.ts");

/** As many PoCs go along with a finding. */
const MOST_POCS = 3;

/** What can be taken along of a finding: its link, and all of it for a coding agent. */
export function useCopies(scope: ProjectScope, finding: FindingDetail | undefined) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const mayReadPocs = usePermissions(scope).has("verification:read");
  const number = finding?.number ?? 0;
  const address = () =>
    `${location.origin}${paths.projectSlice(scope.organization, scope.project, "finding")}/${findingLabel(number)}`;

  async function code(of: FindingDetail): Promise<string | null> {
    const { contextPlace } = await loadText();
    const place = contextPlace(of);
    if (place?.path == null || place.revision === null) return null;
    try {
      return (await cache.fetchQuery(sourceFileQuery(scope, place.revision.number, place.path))).text;
    } catch {
      return null;
    }
  }

  async function pocs(): Promise<ContextPoc[]> {
    if (!mayReadPocs) return [];
    const all = await cache.fetchQuery(trpc.verification.list.queryOptions({ ...scope, finding: number }));
    return Promise.all(
      all
        .slice(0, MOST_POCS)
        .map((poc) => cache.fetchQuery(trpc.verification.get.queryOptions({ ...scope, poc: poc.number }))),
    );
  }

  return {
    copyLink: () => void copy(Promise.resolve(address()), `Copied the link to ${findingLabel(number)}.`),
    copyContext() {
      if (finding === undefined) return;
      const text = Promise.all([loadText(), code(finding), pocs()]).then(([{ contextText }, source, tests]) =>
        contextText({ finding, address: address(), code: source, pocs: tests }),
      );
      void copy(text, `Copied ${findingLabel(number)} as context: place, code, reasons, advice and checks.`);
    },
  };
}

async function copy(text: Promise<string>, words: string): Promise<void> {
  try {
    // Absent on plain http: say so instead of doing nothing.
    if (navigator.clipboard === undefined) throw new Error("no clipboard");
    await navigator.clipboard.writeText(await text);
    notify(words, { id: "copied" });
  } catch {
    notifyProblem("Nothing was copied", {
      id: "copied",
      detail: "The browser refused the clipboard. It wants https or localhost.",
    });
  }
}
