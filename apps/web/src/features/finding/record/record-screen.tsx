"use client";
import { CONFIDENCES, SEVERITIES, type Severity } from "@redoubt/domain/finding";
import { Button, Callout, Field, Input, LinkButton, notify, PageHeader, Section, Select, Textarea } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { paths } from "#features/frame/index.ts";
import { issueFor, type Problem, problemOf } from "#trpc/problem.ts";
import { useTRPC } from "#trpc/client.tsx";
import { type ProjectScope, usePermissions } from "../decision/use-permissions.ts";
import { CONFIDENCE_WORDS, findingLabel, SEVERITY_WORDS } from "../words.ts";
import { readClasses } from "./classes.ts";
import { NO_PLACE, type Place, PlaceFields, placeProblem } from "./place-fields.tsx";

const NOBODY = "nobody";

/** Records what a person found: the words, how bad, and where. */
export function RecordScreen(scope: ProjectScope) {
  const permissions = usePermissions(scope);
  const here = paths.projectSlice(scope.organization, scope.project, "finding");
  return (
    <>
      <PageHeader
        title="Record a finding"
        description="For what a person found: in a review, an audit, a discussion. Scanners record theirs by themselves."
      />
      <Section className="pt-4">
        {permissions.size > 0 && !permissions.has("finding:record") ? (
          <Callout tone="note" title="Your role does not record findings">
            A developer, a security lead or an auditor with a grant for this project can.{" "}
            <Link className="link" href={here}>
              Back to the findings
            </Link>
          </Callout>
        ) : (
          <RecordForm scope={scope} here={here} />
        )}
      </Section>
    </>
  );
}

interface Draft {
  title: string;
  description: string;
  advice: string;
  severity: Severity | null;
  confidence: (typeof CONFIDENCES)[number];
  classes: string;
  assignee: string;
  place: Place;
}

const EMPTY: Draft = {
  title: "",
  description: "",
  advice: "",
  severity: null,
  confidence: "medium",
  classes: "",
  assignee: NOBODY,
  place: NO_PLACE,
};

function RecordForm({ scope, here }: { scope: ProjectScope; here: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const [draft, setDraft] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const people = useQuery(trpc.finding.assignees.queryOptions(scope)).data ?? [];
  const record = useMutation(
    trpc.finding.record.mutationOptions({
      onSuccess: async ({ number }) => {
        await client.invalidateQueries(trpc.finding.pathFilter());
        notify(`${findingLabel(number)} is recorded.`);
        router.push(`${here}/${findingLabel(number)}`);
      },
      onError: (error) => setProblem(problemOf(error)),
    }),
  );
  const set = (change: Partial<Draft>) => setDraft((old) => ({ ...old, ...change }));
  const { classes, unknown } = readClasses(draft.classes);
  const wrong = {
    title: draft.title.trim().length < 3 ? "Name it in a few words, three characters at least." : undefined,
    description: draft.description.trim() === "" ? "Say what is wrong and what comes of it." : undefined,
    severity: draft.severity === null ? "Choose how bad it is." : undefined,
    classes: unknown.length > 0 ? `${unknown.join(", ")}: write classes like CWE-841, SWC-107 or SCWE-046.` : undefined,
    place: placeProblem(draft.place),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setProblem(null);
    if (Object.values(wrong).some((each) => each !== undefined) || draft.severity === null) return;
    const { place } = draft;
    const hasPath = place.path.trim() !== "" && place.revision !== null;
    record.mutate({
      ...scope,
      title: draft.title,
      description: draft.description,
      severity: draft.severity,
      confidence: draft.confidence,
      classes,
      ...(draft.advice.trim() === "" ? {} : { advice: draft.advice }),
      ...(place.revision === null ? {} : { revision: place.revision }),
      ...(hasPath ? { path: place.path.trim() } : {}),
      ...(hasPath && place.from !== "" ? { startLine: Number(place.from) } : {}),
      ...(hasPath && place.to !== "" ? { endLine: Number(place.to) } : {}),
      ...(draft.assignee === NOBODY ? {} : { assignee: draft.assignee }),
    });
  };
  const shown = (name: keyof typeof wrong) => (tried ? wrong[name] : undefined) ?? issueFor(problem, name);
  return (
    <form aria-label="Record a finding" noValidate className="flex max-w-[720px] flex-col gap-4 pt-1" onSubmit={submit}>
      {problem !== null && (
        <Callout live title="The finding was not recorded">
          {problem.message} {problem.requestId !== null && `Reference ${problem.requestId}.`}
        </Callout>
      )}
      <Field label="Title" required error={shown("title")}>
        <Input maxLength={500} value={draft.title} onChange={(event) => set({ title: event.target.value })} />
      </Field>
      <div className="grid grid-cols-3 gap-3 phone:grid-cols-1">
        <Field label="Severity" required error={shown("severity")}>
          <Select
            {...(draft.severity === null ? {} : { value: draft.severity })}
            placeholder="Choose"
            onValueChange={(value) => set({ severity: SEVERITIES.find((each) => each === value) ?? null })}
            options={SEVERITIES.map((value) => ({ value, label: SEVERITY_WORDS[value] }))}
          />
        </Field>
        <Field label="Confidence">
          <Select
            value={draft.confidence}
            onValueChange={(value) => set({ confidence: CONFIDENCES.find((each) => each === value) ?? "medium" })}
            options={CONFIDENCES.map((value) => ({ value, label: CONFIDENCE_WORDS[value] }))}
          />
        </Field>
        <Field label="Owner">
          <Select
            value={draft.assignee}
            onValueChange={(assignee) => set({ assignee })}
            options={[
              { value: NOBODY, label: "nobody" },
              ...people.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
      </div>
      <Field label="Description" aside="Markdown" required error={shown("description")}>
        <Textarea
          rows={6}
          maxLength={20_000}
          value={draft.description}
          onChange={(event) => set({ description: event.target.value })}
        />
      </Field>
      <PlaceFields scope={scope} place={draft.place} onChange={(place) => set({ place })} problem={shown("place")} />
      <Field label="Fix advice" aside="Markdown, optional">
        <Textarea
          rows={3}
          maxLength={20_000}
          value={draft.advice}
          onChange={(event) => set({ advice: event.target.value })}
        />
      </Field>
      <Field label="Weakness classes" aside="optional" error={shown("classes")}>
        <Input
          placeholder="CWE-841, SCWE-046"
          value={draft.classes}
          onChange={(event) => set({ classes: event.target.value })}
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={record.isPending}>
          Record
        </Button>
        <LinkButton asChild variant="ghost">
          <Link href={here}>Back</Link>
        </LinkButton>
      </div>
    </form>
  );
}
