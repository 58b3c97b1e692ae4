"use client";
import { SEVERITIES } from "@redoubt/domain/finding";
import { Button, Callout, Field, notify, Section, Select } from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { SEVERITY_WORDS } from "../words.ts";
import { OrganizationSlaSettings } from "./sla-settings.tsx";

const NEVER = "never";

/** What the organization has settled about decisions on findings. */
export function FindingSettings({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.finding.settings.queryOptions({ organization }));
  const { data: own } = useSuspenseQuery(trpc.organization.get.queryOptions({ organization }));
  return (
    <>
      <OrganizationSlaSettings organization={organization} />
      <Section title="Second person">
        <p className="mb-3 max-w-[620px] text-ink-2">
          Dismissing or acknowledging a finding this severe, and lowering it below, is a proposal until another person
          with the permission confirms it. What is this severe never goes into the backlog either.
        </p>
        <SecondPersonForm
          key={data.rowVersion}
          organization={organization}
          from={data.secondPersonFrom ?? NEVER}
          rowVersion={data.rowVersion}
          mayChange={own.permissions.includes("finding:settings")}
        />
      </Section>
    </>
  );
}

function SecondPersonForm(props: { organization: string; from: string; rowVersion: number; mayChange: boolean }) {
  const { organization, rowVersion, mayChange } = props;
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [from, setFrom] = useState(props.from);
  const save = useMutation(
    trpc.finding.changeSettings.mutationOptions({
      onSuccess: () => notify("Saved."),
      onSettled: () => cache.invalidateQueries(trpc.finding.pathFilter()),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const secondPersonFrom = SEVERITIES.find((each) => each === from) ?? null;
    save.mutate({ organization, secondPersonFrom, rowVersion });
  };
  return (
    <form className="flex max-w-[480px] flex-col gap-3" onSubmit={submit}>
      <Field label="A second person is needed from">
        <Select
          value={from}
          disabled={!mayChange}
          onValueChange={setFrom}
          options={[
            ...SEVERITIES.map((value) => ({
              value,
              label: value === "critical" ? "Critical" : `${SEVERITY_WORDS[value]} and worse`,
            })),
            { value: NEVER, label: "Never: one person is enough" },
          ]}
        />
      </Field>
      {save.error !== null && (
        <Callout title="Not saved" live>
          {problemOf(save.error).message}
        </Callout>
      )}
      {mayChange ? (
        <Button type="submit" variant="primary" className="self-start" busy={save.isPending}>
          Save
        </Button>
      ) : (
        <p className="text-12 text-ink-3">Only an owner changes this.</p>
      )}
    </form>
  );
}
