"use client";
import { Button, Callout, Dialog, DialogClose, LinkField } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { SignInAgain } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { issueFor, problemOf } from "#trpc/problem.ts";
import { type Draft, EMPTY_DRAFT, NewTokenForm } from "./new-token-form.tsx";
import { daysOf } from "./token-words.ts";

/** Makes a token and shows its text once. */
export function NewTokenDialog({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const form = useId();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [asked, setAsked] = useState(false);
  const create = useMutation(
    trpc.organization.createToken.mutationOptions({
      onSuccess: () => cache.invalidateQueries(trpc.organization.tokens.pathFilter()),
    }),
  );
  const problem = create.error === null ? null : problemOf(create.error);
  const missing = { name: draft.name.trim() === "", scopes: draft.scopes.length === 0 };
  const change = (next: boolean): void => {
    setOpen(next);
    if (next) return;
    create.reset();
    setDraft(EMPTY_DRAFT);
    setAsked(false);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (missing.name || missing.scopes) return;
    create.mutate({
      ...{ organization, name: draft.name, scopes: [...draft.scopes], days: daysOf(draft.life) },
      ...(draft.project === "" ? {} : { projectSlug: draft.project }),
    });
  };
  const errors = {
    name: asked && missing.name ? "Give it a name that says where it is used." : issueFor(problem, "name"),
    scopes: asked && missing.scopes ? "Choose at least one." : issueFor(problem, "scopes"),
  };
  const isTold = errors.name !== undefined || errors.scopes !== undefined;
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      width={560}
      trigger={<Button variant="primary">New token</Button>}
      title={create.data === undefined ? "New token" : "The token is made"}
      description={
        create.data === undefined
          ? "A program acts by it for you: never with more than is chosen here, and never with more than you may at that moment."
          : "Copy it now. It is stored nowhere, and shown this once."
      }
      footer={
        <>
          <DialogClose>
            <Button>{create.data === undefined ? "Cancel" : "Done"}</Button>
          </DialogClose>
          {create.data === undefined && (
            <Button type="submit" form={form} variant="primary" busy={create.isPending}>
              Make the token
            </Button>
          )}
        </>
      }
    >
      <SignInAgain call={create} why="A program will act by this token for you." />
      {create.data === undefined ? (
        <form id={form} noValidate className="flex flex-col gap-4" onSubmit={submit}>
          {problem !== null && !isTold && (
            <Callout title="Not made" live>
              {problem.message}
            </Callout>
          )}
          <NewTokenForm organization={organization} draft={draft} errors={errors} onChange={setDraft} />
        </form>
      ) : (
        <LinkField
          label="Token"
          link={create.data.text}
          help="The command line takes it from redoubt login, or from REDOUBT_TOKEN. Keep it where secrets are kept, never in a repository."
        />
      )}
    </Dialog>
  );
}
