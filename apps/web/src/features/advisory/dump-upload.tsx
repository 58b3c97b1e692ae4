"use client";
import { Button, Callout, Progress, Section } from "@redoubt/ui";
import { useQueryClient } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { useRef, useState } from "react";
import { send, type UploadHandle } from "#features/source/index.ts";
import { useTRPC } from "#trpc/client.tsx";

type Work = { name: string; share: number } | null;

/** Sends a dump of advisories; what it is, its content says. */
export function DumpUpload({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const handle = useRef<UploadHandle<unknown> | null>(null);
  const [work, setWork] = useState<Work>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function bring(file: File) {
    setProblem(null);
    setWork({ name: file.name, share: 0 });
    const url = `/api/o/${encodeURIComponent(organization)}/advisory?name=${encodeURIComponent(file.name.slice(0, 200))}`;
    const sending = send<unknown>(url, file, { "content-type": "application/octet-stream" }, (share) =>
      setWork({ name: file.name, share }),
    );
    handle.current = sending;
    try {
      await sending.done;
      await cache.invalidateQueries(trpc.advisory.pathFilter());
    } catch (error) {
      const isOwn = error instanceof DOMException && error.name === "AbortError";
      if (!isOwn) setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      handle.current = null;
      setWork(null);
      if (input.current !== null) input.current.value = "";
    }
  }

  return (
    <Section title="Bring a dump" className="pt-2">
      <p className="max-w-[620px] text-ink-2">
        OSV (<code>all.zip</code> of an ecosystem, lines of JSON, or one advisory), EPSS (
        <code>epss_scores.csv.gz</code>) or CISA&apos;s catalogue of known exploited vulnerabilities (JSON). The content
        says which. Every newest revision is looked at again afterwards.
      </p>
      {problem !== null && (
        <Callout tone="bad" title="This file was not taken" className="mt-3 max-w-[620px]">
          {problem}
        </Callout>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <input
          ref={input}
          type="file"
          aria-label="Dump of advisories"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file !== undefined) void bring(file);
          }}
        />
        {work === null ? (
          <Button variant="primary" onClick={() => input.current?.click()}>
            <Upload aria-hidden="true" />
            Choose a file
          </Button>
        ) : (
          <>
            <Progress className="w-60" label={`Sending ${work.name}`} value={work.share} />
            <span className="min-w-0 text-ink-2 wrap-anywhere">Sending {work.name}</span>
            <Button onClick={() => handle.current?.abort()}>Stop</Button>
          </>
        )}
      </div>
    </Section>
  );
}
