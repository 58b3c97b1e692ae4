"use client";
import { Button, Callout, Field, Input, Section } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { paths } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { issueFor, type Problem, problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../decision/use-permissions.ts";

const EMPTY = { url: "", token: "", product: "" };

/** Findings of a DefectDojo by its address. The token is used for this and forgotten. */
export function BringDojo({ scope }: { scope: ProjectScope }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const [draft, setDraft] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const connect = useMutation(
    trpc.finding.past.connectDefectDojo.mutationOptions({
      onSuccess: async ({ number }) => {
        await client.invalidateQueries(trpc.finding.past.pathFilter());
        router.push(`${paths.projectSlice(scope.organization, scope.project, "finding")}/past/${number}`);
      },
      onError: (error) => setProblem(problemOf(error)),
    }),
  );
  const set = (change: Partial<typeof EMPTY>) => setDraft((old) => ({ ...old, ...change }));
  const wrong = {
    url: /^https?:\/\/[^\s/]+/i.test(draft.url.trim()) ? undefined : "Give the address, like https://dojo.example.org.",
    token: draft.token.trim().length < 8 ? "Paste the token: DefectDojo shows it under API v2 key." : undefined,
  };
  const shown = (name: keyof typeof wrong) => (tried ? wrong[name] : undefined) ?? issueFor(problem, name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setProblem(null);
    if (Object.values(wrong).some((each) => each !== undefined)) return;
    const product = draft.product.trim();
    const of = product === "" ? {} : { product };
    connect.mutate({ ...scope, url: draft.url.trim(), token: draft.token.trim(), ...of });
  };
  return (
    <Section title="From DefectDojo" note="findings, notes and risk acceptances with their end">
      <form noValidate aria-label="From DefectDojo" onSubmit={submit} className="flex max-w-[720px] flex-col gap-3">
        {problem !== null && problem.issues.length === 0 && (
          <Callout live title="Nothing was asked for">
            {problem.message}
          </Callout>
        )}
        <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
          <Field label="Address" required error={shown("url")}>
            <Input
              type="url"
              inputMode="url"
              autoComplete="off"
              placeholder="https://dojo.example.org"
              maxLength={500}
              value={draft.url}
              onChange={(event) => set({ url: event.target.value })}
            />
          </Field>
          <Field label="Token" required error={shown("token")} help="Used once, kept nowhere.">
            <Input
              type="password"
              autoComplete="off"
              maxLength={200}
              value={draft.token}
              onChange={(event) => set({ token: event.target.value })}
            />
          </Field>
        </div>
        <Field label="Product" aside="optional" help="Without one, all findings that the token may see.">
          <Input maxLength={200} value={draft.product} onChange={(event) => set({ product: event.target.value })} />
        </Field>
        <div>
          <Button type="submit" busy={connect.isPending}>
            Read its findings
          </Button>
        </div>
      </form>
    </Section>
  );
}
