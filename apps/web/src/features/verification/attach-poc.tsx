"use client";
import { POC_LIMITS, PocFileName } from "@redoubt/domain/verification";
import { Button, Field, notify, Segmented } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { problemOf } from "#trpc/problem.ts";
import { useTRPC } from "#trpc/client.tsx";
import { PickPoc } from "./pick-poc.tsx";
import type { ProjectScope } from "./use-poc-actions.ts";

/** A test file that may become a PoC, as it was read in the browser. */
export interface PocFile {
  readonly fileName: string;
  readonly content: string;
  /** Where it was picked from a revision. */
  readonly originPath?: string;
  readonly rootPath?: string;
}

export interface AttachPocProps {
  readonly scope: ProjectScope;
  readonly finding: number;
  readonly onClose: () => void;
}

/** Attaches an exploit test to a finding: from a file of one's own, or one that lies in a revision. */
export function AttachPoc({ scope, finding, onClose }: AttachPocProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [way, setWay] = useState<"upload" | "revision">("upload");
  const [problem, setProblem] = useState<string | null>(null);
  const attach = useMutation(
    trpc.verification.attach.mutationOptions({
      onSuccess: (poc) => {
        notify(`${poc.fileName} is attached; its runs wait for a worker.`);
        void client.invalidateQueries(trpc.verification.pathFilter());
        onClose();
      },
      onError: (error) => setProblem(problemOf(error).message),
    }),
  );
  const send = (file: PocFile) => {
    setProblem(null);
    attach.mutate({ ...scope, finding, rootPath: "", ...file });
  };
  return (
    <div className="mt-2 flex max-w-[560px] flex-col gap-3 border-t border-line pt-3">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          label="Where the test is"
          value={way}
          onValueChange={setWay}
          options={[
            { value: "upload", label: "A file of mine" },
            { value: "revision", label: "In a revision" },
          ]}
        />
        <Button variant="ghost" className="ml-auto" onClick={onClose}>
          Close
        </Button>
      </div>
      <p className="text-12 text-ink-2">
        A forge test whose functions fail while the weakness is closed and pass while it is open. It runs in a jail
        without network, on every revision with Solidity.
      </p>
      {way === "upload" ? (
        <UploadPoc busy={attach.isPending} onFile={send} onProblem={setProblem} />
      ) : (
        <PickPoc scope={scope} busy={attach.isPending} onFile={send} />
      )}
      <p role="alert" className="text-12 text-bad empty:hidden">
        {problem}
      </p>
    </div>
  );
}

interface UploadProps {
  busy: boolean;
  onFile: (file: PocFile) => void;
  onProblem: (problem: string | null) => void;
}

function UploadPoc({ busy, onFile, onProblem }: UploadProps) {
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    if (!PocFileName.safeParse(file.name).success) {
      return onProblem(
        `${file.name} is no forge test: its name must end in .t.sol and hold letters, digits, dots, dashes.`,
      );
    }
    if (file.size > POC_LIMITS.contentBytes)
      return onProblem(`${file.name} is larger than 256 KB, the most that a PoC may be.`);
    onFile({ fileName: file.name, content: await file.text() });
  };
  return (
    <Field label="Test file" help="Ends in .t.sol, 256 KB at most.">
      <FileInput busy={busy} onFile={(file) => void read(file)} />
    </Field>
  );
}

function FileInput({ busy, onFile }: { busy: boolean; onFile: (file: File | undefined) => void }) {
  return (
    <input
      type="file"
      aria-label="Test file"
      accept=".sol"
      disabled={busy}
      onChange={(event) => onFile(event.target.files?.[0])}
      className="block w-full text-ink-2 file:mr-3 file:h-control file:rounded-2 file:border file:border-line-strong file:bg-surface file:px-2.5 file:font-medium file:text-ink"
    />
  );
}
