"use client";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Button, Field, Input, notify } from "@redoubt/ui";
import type { FormEvent } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { issueFor, problemOf } from "#trpc/problem.ts";

/** Changes the password after a look at the current one. */
export function PasswordForm() {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { data: account } = useSuspenseQuery(trpc.identity.account.queryOptions());
  const change = useMutation(
    trpc.identity.changePassword.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(trpc.identity.sessions.pathFilter());
        notify("Password changed. You are signed out everywhere else.");
      },
    }),
  );
  if (!account.hasPassword) return <p className="text-ink-2">You have no password: you sign in another way.</p>;
  const problem = change.error === null ? null : problemOf(change.error);
  const errorOf = (name: string): string | undefined => {
    if (problem?.code === "identity.wrong-password") return name === "currentPassword" ? problem.message : undefined;
    const issue = name === "newPassword" ? issueFor(problem, name) : undefined;
    return issue ?? (name === "newPassword" && problem !== null ? problem.message : undefined);
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const text = (name: string): string => String(fields.get(name) ?? "");
    const input = { currentPassword: text("currentPassword"), newPassword: text("newPassword") };
    change.mutate(input, { onSuccess: () => form.reset() });
  };
  return (
    <form className="flex max-w-[400px] flex-col gap-4" onSubmit={submit}>
      <input type="hidden" name="username" autoComplete="username" value={account.email} readOnly />
      <Field label="Current password" required error={errorOf("currentPassword")}>
        <Input type="password" name="currentPassword" autoComplete="current-password" />
      </Field>
      <Field label="New password" required error={errorOf("newPassword")} help="At least 12 characters.">
        <Input type="password" name="newPassword" autoComplete="new-password" />
      </Field>
      <div>
        <Button type="submit" busy={change.isPending}>
          Change the password
        </Button>
      </div>
    </form>
  );
}
