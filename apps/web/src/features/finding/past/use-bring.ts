"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { paths } from "#features/frame/index.ts";
import { type UploadHandle, uploadPast } from "#features/source/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import type { ProjectScope } from "../decision/use-permissions.ts";

/** Sends a document and leads to its preview. */
export interface Bring {
  readonly isBusy: boolean;
  /** What is sent, and how much of it is there, 0 to 1. */
  readonly work: { readonly name: string; readonly share: number } | null;
  readonly problem: string | null;
  send(name: string, body: Blob): void;
  stop(): void;
}

export function useBring(scope: ProjectScope): Bring {
  const router = useRouter();
  const trpc = useTRPC();
  const client = useQueryClient();
  const [work, setWork] = useState<Bring["work"]>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const handle = useRef<UploadHandle<unknown> | null>(null);
  const run = async (name: string, body: Blob): Promise<void> => {
    setProblem(null);
    setWork({ name, share: 0 });
    try {
      const sending = uploadPast(scope, name, body, (share) => setWork({ name, share }));
      handle.current = sending;
      const { past } = await sending.done;
      await client.invalidateQueries(trpc.finding.past.pathFilter());
      router.push(`${paths.projectSlice(scope.organization, scope.project, "finding")}/past/${past}`);
    } catch (error) {
      const isStopped = error instanceof DOMException && error.name === "AbortError";
      if (!isStopped) setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      handle.current = null;
      setWork(null);
    }
  };
  return {
    ...{ work, problem, isBusy: work !== null },
    send: (name, body) => void run(name, body),
    stop: () => handle.current?.abort(),
  };
}
