"use client";
import { identityProblem } from "@redoubt/domain/identity";
import { postJson, problemOf } from "#trpc/problem.ts";
import { go } from "./go.ts";
import type { SignInInput } from "./sign-in-form.tsx";
import { SignInScreen } from "./sign-in-screen.tsx";

export interface SignInPageProps {
  host: string;
  version: string;
  providers: readonly { id: string; label: string }[];
  next: string;
  /** A code from the address bar; only known ones become words. */
  problem?: string | undefined;
}

async function signIn(input: SignInInput): Promise<string | null> {
  try {
    const { to } = await postJson<{ to: string }>("/api/sign-in", input);
    go(to);
    return null;
  } catch (error) {
    return problemOf(error).message;
  }
}

/** The sign-in page, bound to the server. */
export function SignInPage({ providers, problem, next, ...rest }: SignInPageProps) {
  const words =
    problem === undefined
      ? undefined
      : (identityProblem(problem) ?? "The other service did not let you in. Try again.");
  const ways = providers.map(({ id, label }) => ({
    id,
    label: `Continue with ${label}`,
    href: `/api/sign-in/${id}?${new URLSearchParams({ next })}`,
  }));
  return <SignInScreen {...rest} next={next} providers={ways} problem={words} onSubmit={signIn} />;
}
