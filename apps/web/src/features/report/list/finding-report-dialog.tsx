"use client";
import { Button, Callout, Dialog, DialogClose, Field, Input } from "@redoubt/ui";
import { type FormEvent, useId, useState } from "react";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../words.ts";
import { useCreateReport } from "./use-create-report.ts";

/** `F-12` and `12` both name a finding. */
const NUMBER = /^\s*(?:F-)?([1-9]\d{0,8})\s*$/i;

/** Freezes all that is known of one finding, by its number. */
export function FindingReportDialog({ scope }: { scope: ProjectScope }) {
  const form = useId();
  const [isWrong, setWrong] = useState(false);
  const { finding: create } = useCreateReport(scope);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const digits = NUMBER.exec(String(new FormData(event.currentTarget).get("finding")))?.[1];
    setWrong(digits === undefined);
    if (digits !== undefined) create.mutate({ ...scope, finding: Number(digits) });
  };
  return (
    <Dialog
      trigger={<Button>One finding</Button>}
      onOpenChange={(open) => !open && create.reset()}
      title="Report of one finding"
      description="Description, code with its lines, evidence, history and decision, frozen as a document of its own."
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form={form} variant="primary" busy={create.isPending}>
            Freeze it
          </Button>
        </>
      }
    >
      <form id={form} className="flex flex-col gap-4" onSubmit={submit}>
        {create.error !== null && (
          <Callout title="No report was made" live>
            {problemOf(create.error).message}
          </Callout>
        )}
        <Field label="Finding" required error={isWrong ? "A number such as F-12." : undefined}>
          <Input name="finding" required placeholder="F-12" autoComplete="off" spellCheck={false} />
        </Field>
      </form>
    </Dialog>
  );
}
