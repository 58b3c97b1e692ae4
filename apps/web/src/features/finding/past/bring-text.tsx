"use client";
import { Button, Field, Section, Textarea } from "@redoubt/ui";
import { type FormEvent, useState } from "react";
import { LivePreview, useLiveReading } from "./live-preview.tsx";
import type { Bring } from "./use-bring.ts";

/** A report as text, with what is recognised beside it while somebody pastes and corrects. */
export function BringText({ bring }: { bring: Bring }) {
  const [text, setText] = useState("");
  const [name, setName] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const reading = useLiveReading(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (text.trim() === "") return;
    bring.send(name ?? "pasted-report.md", new Blob([text], { type: "text/markdown" }));
  };
  return (
    <Section title="Paste a report" note="Markdown or text">
      <form noValidate aria-label="Paste a report" onSubmit={submit} className="grid gap-4 lg:grid-cols-2">
        <div className="min-w-0">
          <Field
            label="Report"
            hideLabel
            error={tried && text.trim() === "" ? "Paste the report, or choose its file above." : undefined}
          >
            <Textarea
              mono
              rows={18}
              placeholder={
                "## [H-01] Anyone can drain the reserve\n\n**Severity:** High\n**Status:** Fixed in commit …"
              }
              value={text}
              onChange={(event) => setText(event.target.value)}
              onDrop={(event) => {
                const file = event.dataTransfer.files[0];
                if (file === undefined || !/\.(?:md|markdown|txt)$/i.test(file.name)) return;
                event.preventDefault();
                void file.text().then((content) => {
                  setText(content);
                  setName(file.name);
                });
              }}
            />
          </Field>
          <Button type="submit" variant="primary" className="mt-2" busy={bring.isBusy}>
            Hold it against the code
          </Button>
        </div>
        <div className="min-w-0" aria-label="What is recognised" role="region">
          <LivePreview reading={reading} />
        </div>
      </form>
    </Section>
  );
}
