"use client";
import { Button, Callout, Dialog, DialogClose, Field, Input, LinkButton } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { postJson, problemOf } from "#trpc/problem.ts";
import { waysBack } from "./ways-back.ts";

/** A mutation, as far as it takes to see that it was refused and to send the same again. */
export interface RefusedCall<Input> {
  readonly error: unknown;
  readonly variables: Input | undefined;
  readonly isPending: boolean;
  mutate(input: Input): void;
}

/** True for a problem that `SignInAgain` answers. */
export function isStale(error: unknown): boolean {
  return error !== null && problemOf(error).code === "identity.stale-session";
}

/**
 * Asks who is there when a call wants a sign-in of the last minutes, and then sends the call again as it was: nothing
 * that was typed is lost. Stands beside the form, never inside it.
 */
export function SignInAgain<Input>({ call, why }: { call: RefusedCall<Input>; why: string }) {
  const [left, setLeft] = useState<unknown>(null);
  const { error, variables } = call;
  if (!isStale(error) || left === error || variables === undefined) return null;
  return <WhoIsThere why={why} onLeave={() => setLeft(error)} onBack={() => call.mutate(variables)} />;
}

function WhoIsThere({ why, onLeave, onBack }: { why: string; onLeave: () => void; onBack: () => void }) {
  const trpc = useTRPC();
  const form = useId();
  const { data: account } = useQuery(trpc.identity.account.queryOptions());
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const ways = account === undefined ? [] : waysBack(account);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    // React hands events of a window on to what it was opened from.
    event.stopPropagation();
    const password = String(new FormData(event.currentTarget).get("password") ?? "");
    setBusy(true);
    setProblem(null);
    try {
      await postJson("/api/sign-in", { email: account?.email, password });
      onBack();
    } catch (error) {
      const { code, message } = problemOf(error);
      setProblem(code === "identity.wrong-credentials" ? "This password is wrong. Type it again." : message);
    } finally {
      setBusy(false);
    }
  };
  const byPassword = account?.hasPassword === true;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onLeave();
      }}
      width={420}
      title="Is it still you?"
      description={`${why} That wants a sign-in of the last ten minutes. What you entered stays as it is.`}
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          {byPassword ? (
            <Button type="submit" form={form} variant="primary" busy={busy}>
              Go on
            </Button>
          ) : (
            <Button variant="primary" disabled={account === undefined} onClick={onBack}>
              I have signed in
            </Button>
          )}
        </>
      }
    >
      {byPassword && (
        <form id={form} noValidate className="flex flex-col gap-3" onSubmit={submit}>
          <input type="hidden" name="username" autoComplete="username" value={account.email} readOnly />
          <Field label={`Password of ${account.email}`} required error={problem ?? undefined}>
            <Input type="password" name="password" autoComplete="current-password" autoFocus />
          </Field>
        </form>
      )}
      {ways.length > 0 && (
        <div className="mt-3 flex flex-col gap-2">
          {ways.map(({ label, href }) => (
            <LinkButton key={href} href={href} target="_blank" rel="noopener">
              {label}
            </LinkButton>
          ))}
        </div>
      )}
      {account !== undefined && !byPassword && ways.length === 0 && (
        <Callout title="Sign in once more in another tab">
          The way that you signed in by is not here. Use it in another tab of this browser, then come back.
        </Callout>
      )}
    </Dialog>
  );
}
