"use client";
import { PAST_SOURCES } from "@redoubt/domain/finding";
import { Button, cn, Progress } from "@redoubt/ui";
import { Upload } from "lucide-react";
import { useRef, useState } from "react";
import type { Bring } from "./use-bring.ts";

const KINDS = PAST_SOURCES.map(({ title }) => title).join(", ");
const ACCEPT = ".md,.markdown,.txt,.pdf,.csv,.tsv,.xlsx,.json";

/** One box for a document; its content says what it is. */
export function BringFile({ bring }: { bring: Bring }) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const send = (file: File | undefined) => {
    if (file !== undefined) bring.send(file.name, file);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        send(event.dataTransfer.files[0]);
      }}
      className={cn(
        "grid min-h-36 place-items-center rounded-2 border border-dashed px-4 py-6 text-center",
        over ? "border-accent bg-accent-soft" : "border-line-control bg-canvas",
      )}
    >
      {bring.work === null ? (
        <div>
          <Upload aria-hidden="true" className="mx-auto size-6 text-accent-text" />
          <p className="mt-2 text-16 font-semibold">Drop an audit report, a table or an export</p>
          <p className="mt-1 text-12 text-ink-3">Known by its content: {KINDS}.</p>
          <Button className="mt-3" onClick={() => input.current?.click()}>
            Choose a file
          </Button>
          {bring.problem !== null && (
            <p role="alert" className="mx-auto mt-3 max-w-md text-bad">
              {bring.problem}
            </p>
          )}
        </div>
      ) : (
        <div className="w-full max-w-sm" aria-live="polite">
          <p className="font-medium wrap-anywhere">Sending {bring.work.name}</p>
          <Progress className="mt-2" label={`Sending ${bring.work.name}`} value={bring.work.share} />
          <Button variant="ghost" className="mt-3" onClick={() => bring.stop()}>
            Cancel
          </Button>
        </div>
      )}
      <input
        ref={input}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-label="Document to bring"
        accept={ACCEPT}
        onChange={(event) => {
          send(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
    </div>
  );
}
