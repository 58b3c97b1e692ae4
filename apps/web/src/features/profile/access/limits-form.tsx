"use client";
import type { AccessLimits } from "@redoubt/domain/profile";
import { Button, Callout, Dialog, DialogClose, Field, Input } from "@redoubt/ui";
import { useState } from "react";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../words.ts";
import { readNumber } from "../read-number.ts";
import { useAccessChanges } from "./use-access.ts";

/** From how much a line is red. */
export function LimitsButton({ scope, limits }: { scope: ProjectScope; limits: AccessLimits }) {
  const [open, setOpen] = useState(false);
  const [oneKey, setOneKey] = useState(String(limits.oneKeyOverUsd));
  const [noDelay, setNoDelay] = useState(String(limits.noDelayOverUsd));
  const { setLimits } = useAccessChanges(() => setOpen(false));
  const [oneKeyOverUsd, noDelayOverUsd] = [readNumber(oneKey), readNumber(noDelay)];
  const bad = "Write a sum in USD.";
  const save = (): void => {
    if (typeof oneKeyOverUsd !== "number" || typeof noDelayOverUsd !== "number") return;
    setLimits.mutate({ ...scope, oneKeyOverUsd, noDelayOverUsd, version: limits.version });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>Limits</Button>}
      title="Red lines"
      description="A power is red when it reaches more than this with one key, or without a delay."
      footer={
        <>
          <DialogClose>
            <Button>Close</Button>
          </DialogClose>
          <Button variant="primary" busy={setLimits.isPending} onClick={save}>
            Save limits
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {setLimits.error !== null && (
          <Callout title="Not saved" live>
            {problemOf(setLimits.error).message}
          </Callout>
        )}
        <Field label="One key, over USD" error={typeof oneKeyOverUsd === "number" ? undefined : bad}>
          <Input value={oneKey} inputMode="decimal" onChange={(event) => setOneKey(event.target.value)} />
        </Field>
        <Field label="No delay, over USD" error={typeof noDelayOverUsd === "number" ? undefined : bad}>
          <Input value={noDelay} inputMode="decimal" onChange={(event) => setNoDelay(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  );
}
