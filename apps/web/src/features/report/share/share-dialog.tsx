"use client";
import { SHARE_DAYS } from "@redoubt/domain/report";
import { absoluteTime, Button, Callout, Dialog, DialogClose, Field, Input, LinkField } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { issueFor, problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../words.ts";

const USUAL_DAYS = 14;

/** Makes a link to one report and shows it once. */
export function ShareDialog({ scope, report }: { scope: ProjectScope; report: number }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const form = useId();
  const share = useMutation(
    trpc.report.share.mutationOptions({
      onSuccess: () => cache.invalidateQueries(trpc.report.shares.pathFilter()),
    }),
  );
  const problem = share.error === null ? null : problemOf(share.error);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const recipient = String(fields.get("recipient") ?? "").trim();
    const days = Number(fields.get("days"));
    share.mutate({ ...scope, report, days, ...(recipient === "" ? {} : { recipient }) });
  };
  return (
    <Dialog
      trigger={<Button>Make a link</Button>}
      onOpenChange={(open) => !open && share.reset()}
      title="Link to this report"
      description="Whoever holds the link reads this one frozen report, without an account and without anything else of the project. Send it over a way that you trust."
      footer={
        <>
          <DialogClose>
            <Button>{share.data === undefined ? "Cancel" : "Done"}</Button>
          </DialogClose>
          {share.data === undefined && (
            <Button type="submit" form={form} variant="primary" busy={share.isPending}>
              Make the link
            </Button>
          )}
        </>
      }
    >
      {share.data === undefined ? (
        <form id={form} className="flex flex-col gap-4" onSubmit={submit}>
          {problem !== null && issueFor(problem, "days") === undefined && (
            <Callout title="No link was made" live>
              {problem.message}
            </Callout>
          )}
          <Field
            label="For whom"
            help="Optional. It stands in the list of links, so that somebody can take it back later."
          >
            <Input name="recipient" maxLength={120} autoComplete="off" />
          </Field>
          <Field
            label="Days"
            required
            error={problem === null ? undefined : issueFor(problem, "days")}
            help={`From ${SHARE_DAYS.least} to ${SHARE_DAYS.most}. Then it opens nothing any more.`}
          >
            <Input
              name="days"
              type="number"
              required
              min={SHARE_DAYS.least}
              max={SHARE_DAYS.most}
              step={1}
              defaultValue={USUAL_DAYS}
            />
          </Field>
        </form>
      ) : (
        <LinkField
          link={`${window.location.origin}/share/${share.data.token}`}
          help={`This is the only time that it is shown. It ends ${absoluteTime(share.data.expiresAt)}.`}
        />
      )}
    </Dialog>
  );
}
