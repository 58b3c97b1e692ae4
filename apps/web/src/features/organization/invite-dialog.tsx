"use client";
import { Button, Callout, Dialog, DialogClose, Field, Input, LinkField, Select } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { issueFor, problemOf } from "#trpc/problem.ts";
import { ROLE_OPTIONS, toRole } from "./role-words.ts";

/** Makes an invitation and shows its link once. */
export function InviteDialog({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const form = useId();
  const invite = useMutation(
    trpc.organization.invite.mutationOptions({
      onSuccess: () => cache.invalidateQueries(trpc.organization.invitations.pathFilter()),
    }),
  );
  const problem = invite.error === null ? null : problemOf(invite.error);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const role = toRole(String(fields.get("role")));
    const email = String(fields.get("email") ?? "").trim();
    if (role !== undefined) invite.mutate({ organization, role, ...(email === "" ? {} : { email }) });
  };
  return (
    <Dialog
      trigger={<Button variant="primary">Invite</Button>}
      onOpenChange={(open) => !open && invite.reset()}
      title="Invite by link"
      description="Send the link yourself, over a way that you trust. It works once, for seven days."
      footer={
        <>
          <DialogClose>
            <Button>{invite.data === undefined ? "Cancel" : "Done"}</Button>
          </DialogClose>
          {invite.data === undefined && (
            <Button type="submit" form={form} variant="primary" busy={invite.isPending}>
              Make the link
            </Button>
          )}
        </>
      }
    >
      {invite.data === undefined ? (
        <form id={form} className="flex flex-col gap-4" onSubmit={submit}>
          {problem !== null && issueFor(problem, "email") === undefined && (
            <Callout title="Not invited" live>
              {problem.message}
            </Callout>
          )}
          <Field label="Role" required>
            <Select name="role" defaultValue="developer" options={ROLE_OPTIONS} />
          </Field>
          <Field label="E-mail" error={issueFor(problem, "email")} help="Optional. Then only this address can accept.">
            <Input type="email" name="email" autoComplete="off" spellCheck={false} />
          </Field>
        </form>
      ) : (
        <LinkField
          link={`${window.location.origin}/invitation/${invite.data.token}`}
          help="This is the only time that it is shown."
        />
      )}
    </Dialog>
  );
}
