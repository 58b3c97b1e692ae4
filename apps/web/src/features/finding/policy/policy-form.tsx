"use client";
import { DISMISS_REASONS, type FindingPolicy, POLICY_DAYS, SEVERITIES } from "@redoubt/domain/finding";
import { Button, Callout, Field, FieldSet, Input, RadioGroup, Select, Split, Textarea } from "@redoubt/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { problemOf } from "#trpc/problem.ts";
import { REASON_HELP, REASON_WORDS, SEVERITY_WORDS } from "../words.ts";
import type { Person } from "../decision/decision-form.tsx";
import { type PolicyContent, type PolicyPlace, usePolicyApi } from "./policy-api.ts";
import { PolicyPreviewSide } from "./policy-preview.tsx";

const ANY = "any";
const DAY = 86_400_000;

interface Draft {
  readonly detector: string;
  readonly path: string;
  readonly package: string;
  readonly advisory: string;
  readonly severityAtMost: string;
  readonly branch: string;
  readonly decision: "dismiss" | "acknowledge";
  readonly reason: string;
  readonly comment: string;
  readonly compensatingControl: string;
  readonly owner: string;
  readonly until: string;
}

export interface PolicyFormProps {
  readonly place: PolicyPlace;
  readonly people: readonly Person[];
  readonly self: string | null;
  /** The draft that is changed; null for a new one. */
  readonly policy: FindingPolicy | null;
  readonly onSaved: (policy: FindingPolicy) => void;
}

/** What a policy covers, what it does and until when; beside it exactly what it would decide now. */
export function PolicyForm({ place, people, self, policy, onSaved }: PolicyFormProps) {
  const api = usePolicyApi(place);
  const [draft, setDraft] = useState<Draft>(() => draftOf(policy, people, self));
  const [tried, setTried] = useState(false);
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const save = useMutation({ mutationFn: api.save, onSuccess: onSaved });
  const content = contentOf(draft, policy);
  const errors = errorsOf(draft);
  const shown = tried ? errors : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(errors).length === 0) save.mutate(content);
  };
  const text = (key: keyof Draft & string) => ({
    value: draft[key],
    onChange: (event: { target: { value: string } }) => set({ [key]: event.target.value }),
  });
  return (
    <Split
      sideLabel="What it would decide"
      sideWidth={408}
      side={<PolicyPreviewSide place={place} scope={scopeInput(draft)} />}
    >
      <form noValidate className="flex flex-col gap-4 px-6 py-4 phone:px-4" aria-label="Policy" onSubmit={submit}>
        <FieldSet legend="Covers findings">
          <p className="mb-2 text-12 text-ink-3">
            Everything that is filled in must hold. <code>*</code> stands for any text in one part of a path,{" "}
            <code>**</code> for any folders.
          </p>
          <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
            <Field label="Check" error={shown.detector}>
              <Input placeholder="avoid-tx-origin or redoubt/*" maxLength={300} {...text("detector")} />
            </Field>
            <Field label="Path">
              <Input placeholder="test/** or **/mocks/**" maxLength={300} {...text("path")} />
            </Field>
            <Field label="Package">
              <Input placeholder="pkg:npm/lodash@*" maxLength={300} {...text("package")} />
            </Field>
            <Field label="Advisory">
              <Input placeholder="CVE-2024-12345" maxLength={100} {...text("advisory")} />
            </Field>
            <Field label="Severity at most" help="Worse findings are left alone.">
              <Select
                value={draft.severityAtMost}
                onValueChange={(severityAtMost) => set({ severityAtMost })}
                options={[
                  ...SEVERITIES.map((value) => ({ value, label: SEVERITY_WORDS[value] })).toReversed(),
                  { value: ANY, label: "Any severity" },
                ]}
              />
            </Field>
            <Field label="Branch" help="Only what is seen on no other branch.">
              <Input placeholder="feature/*" maxLength={300} {...text("branch")} />
            </Field>
          </div>
        </FieldSet>
        <FieldSet legend="Decides">
          <RadioGroup
            label="Decision"
            value={draft.decision}
            onValueChange={(value) => set({ decision: value === "acknowledge" ? "acknowledge" : "dismiss" })}
            options={[
              { value: "dismiss", label: "Dismiss", description: "Not worth a fix, for a reason." },
              { value: "acknowledge", label: "Acknowledge", description: "True, and lived with until the last day." },
            ]}
          />
          <div className="mt-3 grid grid-cols-2 gap-3 phone:grid-cols-1">
            {draft.decision === "dismiss" && (
              <Field label="Reason" required error={shown.reason}>
                <Select
                  {...(draft.reason === "" ? {} : { value: draft.reason })}
                  placeholder="Choose a reason"
                  onValueChange={(reason) => set({ reason })}
                  options={DISMISS_REASONS.map((value) => ({
                    value,
                    label: REASON_WORDS[value],
                    description: REASON_HELP[value],
                    text: REASON_WORDS[value],
                  }))}
                />
              </Field>
            )}
            <Field label="Owner" required error={shown.owner}>
              <Select
                {...(draft.owner === "" ? {} : { value: draft.owner })}
                placeholder="Choose an owner"
                onValueChange={(owner) => set({ owner })}
                options={people.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Field>
            <Field label="Last day" required help="A year at most." error={shown.until}>
              <Input type="date" min={dayIn(1)} max={dayIn(POLICY_DAYS - 1)} {...text("until")} />
            </Field>
          </div>
          <Field label="Why" required className="mt-3" aside="Markdown" error={shown.comment}>
            <Textarea maxLength={10_000} {...text("comment")} />
          </Field>
          <Field label="What stands in for a fix" className="mt-3" aside="optional">
            <Input
              maxLength={2000}
              placeholder="Never deployed; checked at each release"
              {...text("compensatingControl")}
            />
          </Field>
        </FieldSet>
        {save.error !== null && (
          <Callout title="Not saved" live>
            {problemOf(save.error).message}
          </Callout>
        )}
        <Button type="submit" variant="primary" className="self-start" busy={save.isPending}>
          {policy === null ? "Save as draft" : "Save the draft"}
        </Button>
      </form>
    </Split>
  );
}

function draftOf(policy: FindingPolicy | null, people: readonly Person[], self: string | null): Draft {
  return {
    detector: policy?.detector ?? "",
    path: policy?.path ?? "",
    package: policy?.package ?? "",
    advisory: policy?.advisory ?? "",
    severityAtMost: policy === null ? "medium" : (policy.severityAtMost ?? ANY),
    branch: policy?.branch ?? "",
    decision: policy?.decision ?? "dismiss",
    reason: policy?.reason ?? "",
    comment: policy?.comment ?? "",
    compensatingControl: policy?.compensatingControl ?? "",
    owner: policy?.owner.id ?? people.find(({ id }) => id === self)?.id ?? "",
    until: policy?.expiresAt.toISOString().slice(0, 10) ?? dayIn(90),
  };
}

/** The scope of a draft as the preview is asked with it. */
function scopeInput(draft: Draft) {
  const set = (text: string) => (text.trim() === "" ? null : text.trim());
  return {
    detector: set(draft.detector),
    path: set(draft.path),
    package: set(draft.package),
    advisory: set(draft.advisory),
    severityAtMost: SEVERITIES.find((each) => each === draft.severityAtMost) ?? null,
    branch: set(draft.branch),
  };
}

function contentOf(draft: Draft, policy: FindingPolicy | null): PolicyContent {
  const { decision, comment, compensatingControl, owner, until } = draft;
  return {
    ...scopeInput(draft),
    ...{ decision, comment, compensatingControl, owner },
    reason: decision === "dismiss" ? (DISMISS_REASONS.find((each) => each === draft.reason) ?? null) : null,
    expiresAt: new Date(`${until}T23:59:59.000Z`),
    ...(policy === null ? {} : { policy: policy.id, rowVersion: policy.rowVersion }),
  };
}

function errorsOf(draft: Draft): Partial<Record<keyof Draft, string>> {
  const { detector, path, package: packageGlob, advisory } = scopeInput(draft);
  const named = detector ?? path ?? packageGlob ?? advisory;
  return {
    ...(named === null ? { detector: "Name a check, a path, a package or an advisory." } : {}),
    ...(draft.decision === "dismiss" && draft.reason === "" ? { reason: "Choose a reason." } : {}),
    ...(draft.owner === "" ? { owner: "Name an owner." } : {}),
    ...(draft.comment.trim() === "" ? { comment: "Say why, so that an auditor need not ask." } : {}),
    ...(draft.until < dayIn(0) || draft.until > dayIn(POLICY_DAYS) ? { until: "Choose a day within a year." } : {}),
  };
}

/** `2026-11-12`, some days from today. */
function dayIn(days: number): string {
  return new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
}
