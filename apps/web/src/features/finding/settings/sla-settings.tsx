"use client";
import { SEVERITIES, type Severity, type SlaDays, SUGGESTED_SLA } from "@redoubt/domain/finding";
import { Button, Callout, Field, Input, notify, Section } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { type ProjectScope, usePermissions } from "../decision/use-permissions.ts";
import { SEVERITY_WORDS } from "../words.ts";

const EXPLAINED =
  "The clock of a finding runs while it is open. It stands while the finding is acknowledged, dismissed, a duplicate or in the backlog, and starts anew when the finding comes back.";

/** The organization's promise: in how many days findings are resolved. */
export function OrganizationSlaSettings({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data: sla } = useSuspenseQuery(trpc.finding.organizationSla.queryOptions({ organization }));
  const { data: own } = useSuspenseQuery(trpc.organization.get.queryOptions({ organization }));
  const save = useMutation(
    trpc.finding.setOrganizationSla.mutationOptions({
      onSuccess: () => notify("Saved. Every open finding has its new day."),
      onSettled: () => client.invalidateQueries(trpc.finding.pathFilter()),
    }),
  );
  const { rowVersion } = sla;
  return (
    <Section title="Days to resolve">
      <p className="mb-3 max-w-[620px] text-ink-2">
        A promise by severity, for all projects that have none of their own. {EXPLAINED}
      </p>
      <SlaForm
        key={rowVersion}
        days={rowVersion === 0 ? SUGGESTED_SLA : sla.days}
        saved={rowVersion > 0}
        mayChange={own.permissions.includes("finding:policy")}
        busy={save.isPending}
        problem={save.error === null ? null : problemOf(save.error).message}
        onSave={(days) => save.mutate({ organization, days, rowVersion })}
      />
    </Section>
  );
}

/** A project's own promise, or the organization's. */
export function ProjectSlaSettings({ organization, project }: ProjectScope) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const scope = { organization, project };
  const { data: sla } = useQuery(trpc.finding.sla.queryOptions(scope));
  const mayChange = usePermissions(scope).has("finding:policy");
  const [isOwn, setOwn] = useState(false);
  const save = useMutation(
    trpc.finding.setSla.mutationOptions({
      onSuccess: () => {
        setOwn(false);
        notify("Saved. Every open finding has its new day.");
      },
      onSettled: () => client.invalidateQueries(trpc.finding.pathFilter()),
    }),
  );
  if (sla === undefined) return null;
  const rowVersion = sla.own?.rowVersion ?? 0;
  const problem = save.error === null ? null : problemOf(save.error).message;
  const send = (days: SlaDays | null) => save.mutate({ ...scope, days, rowVersion });
  return (
    <Section title="Days to resolve findings">
      {sla.own === null && !isOwn ? (
        <div className="flex flex-col items-start gap-3">
          <p className="max-w-[620px] text-ink-2">
            {sla.organization.rowVersion === 0
              ? "Nothing is promised: neither here nor in the organization."
              : `The organization's promise holds: ${daysWords(sla.holds)}.`}
          </p>
          {mayChange && <Button onClick={() => setOwn(true)}>Promise something else here</Button>}
        </div>
      ) : (
        <>
          <p className="mb-3 max-w-[620px] text-ink-2">This project's own promise. {EXPLAINED}</p>
          <SlaForm
            key={rowVersion}
            days={sla.own?.days ?? (sla.organization.rowVersion === 0 ? SUGGESTED_SLA : sla.holds)}
            saved={sla.own !== null}
            mayChange={mayChange}
            busy={save.isPending}
            problem={problem}
            onSave={send}
          />
          {mayChange && (
            <Button
              variant="ghost"
              className="mt-2"
              disabled={save.isPending}
              onClick={() => (sla.own === null ? setOwn(false) : send(null))}
            >
              {sla.own === null ? "Back" : "Follow the organization again"}
            </Button>
          )}
        </>
      )}
    </Section>
  );
}

function daysWords(days: SlaDays): string {
  return SEVERITIES.filter((each) => days[each] !== null)
    .map((each) => `${SEVERITY_WORDS[each].toLowerCase()} in ${days[each]} days`)
    .join(", ");
}

interface SlaFormProps {
  readonly days: SlaDays;
  /** False while the numbers are only proposed. */
  readonly saved: boolean;
  readonly mayChange: boolean;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly onSave: (days: SlaDays) => void;
}

function SlaForm({ days, saved, mayChange, busy, problem, onSave }: SlaFormProps) {
  const [texts, setTexts] = useState(
    () =>
      Object.fromEntries(SEVERITIES.map((each) => [each, days[each]?.toString() ?? ""])) as Record<Severity, string>,
  );
  const read = (text: string) => (text.trim() === "" ? null : Number(text));
  const isWrong = (text: string) => {
    const value = read(text);
    return value !== null && (!Number.isInteger(value) || value < 1 || value > 3650);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (SEVERITIES.some((each) => isWrong(texts[each]))) return;
    onSave(Object.fromEntries(SEVERITIES.map((each) => [each, read(texts[each])])) as SlaDays);
  };
  return (
    <form className="flex max-w-[620px] flex-col gap-3" aria-label="Days to resolve" onSubmit={submit}>
      <div className="grid grid-cols-5 gap-2 phone:grid-cols-2">
        {SEVERITIES.map((each) => (
          <Field key={each} label={SEVERITY_WORDS[each]} error={isWrong(texts[each]) ? "1 to 3650" : undefined}>
            <Input
              inputMode="numeric"
              placeholder="no promise"
              disabled={!mayChange}
              value={texts[each]}
              onChange={(event) => setTexts({ ...texts, [each]: event.target.value })}
            />
          </Field>
        ))}
      </div>
      {!saved && (
        <p className="text-12 text-ink-3">Nothing is promised yet: these numbers are common, and only proposed.</p>
      )}
      {problem !== null && (
        <Callout title="Not saved" live>
          {problem}
        </Callout>
      )}
      {mayChange && (
        <Button type="submit" className="self-start" busy={busy}>
          {saved ? "Save the days" : "Promise these days"}
        </Button>
      )}
    </form>
  );
}
