"use client";
import {
  type ModelDocument,
  toMarkdown,
  type WrittenFile,
  writeOtm,
  writeThreatDragon,
} from "@redoubt/domain/threat-model";
import { Button, Callout, notifyProblem, Section } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { paths } from "#features/frame/index.ts";
import { usePermissions } from "#features/project/index.ts";
import { saveFile } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../words.ts";

interface Target {
  readonly id: string;
  readonly label: string;
  readonly ending: string;
  readonly type: string;
  readonly write: (document: ModelDocument) => WrittenFile;
}

const TARGETS: readonly Target[] = [
  { id: "threat-dragon", label: "Threat Dragon 2", ending: "json", type: "application/json", write: writeThreatDragon },
  { id: "otm", label: "Open Threat Model", ending: "otm", type: "application/json", write: writeOtm },
  {
    ...{ id: "markdown", label: "Report as Markdown", ending: "md", type: "text/markdown" },
    write: (document) => ({ text: toMarkdown(document), losses: [] }),
  },
  {
    ...{ id: "json", label: "Everything as JSON", ending: "json", type: "application/json" },
    write: (document) => ({ text: `${JSON.stringify(document, null, 2)}\n`, losses: [] }),
  },
];

/** Files for other tools and for reading, each with what its format cannot say. */
export function ExportPart({ scope }: { scope: ProjectScope }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [busy, setBusy] = useState<string | null>(null);
  const [told, setTold] = useState<{ label: string; losses: readonly string[] } | null>(null);
  const save = async ({ id, label, ending, type, write }: Target): Promise<void> => {
    setBusy(id);
    try {
      const document = await cache.fetchQuery({ ...trpc.threatModel.model.queryOptions(scope), staleTime: 0 });
      const { text, losses } = write(document);
      saveFile(`${scope.project}-threat-model.${ending}`, new Blob([text], { type }));
      setTold({ label, losses });
    } catch (error) {
      notifyProblem(problemOf(error).message);
    } finally {
      setBusy(null);
    }
  };
  return (
    <Section title="Take it elsewhere" note="the model as it stands now">
      <div className="flex flex-wrap gap-2">
        {TARGETS.map((target) => (
          <Button key={target.id} busy={busy === target.id} disabled={busy !== null} onClick={() => void save(target)}>
            {target.label}
          </Button>
        ))}
        <FrozenReport scope={scope} />
      </div>
      {told !== null && (
        <Callout
          tone={told.losses.length === 0 ? "note" : "warn"}
          className="mt-3"
          live
          title={
            told.losses.length === 0
              ? `${told.label}: everything is in the file`
              : `${told.label}: what the format cannot say`
          }
        >
          {told.losses.length > 0 && (
            <ul className="list-disc pl-5">
              {told.losses.map((loss) => (
                <li key={loss}>{loss}</li>
              ))}
            </ul>
          )}
        </Callout>
      )}
    </Section>
  );
}

/** The model as a report: frozen with its hash, as PDF, Markdown and JSON, and to hand on by a link. */
function FrozenReport({ scope }: { scope: ProjectScope }) {
  const trpc = useTRPC();
  const router = useRouter();
  const may = usePermissions(scope).has("report:create");
  const freeze = useMutation(
    trpc.report.createThreatModel.mutationOptions({
      onSuccess: ({ number }) =>
        router.push(`${paths.projectSlice(scope.organization, scope.project, "report")}/${number}`),
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  if (!may) return null;
  return (
    <Button busy={freeze.isPending} onClick={() => freeze.mutate({ ...scope })}>
      Report as PDF
    </Button>
  );
}
