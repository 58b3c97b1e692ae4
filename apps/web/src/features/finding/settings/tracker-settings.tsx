"use client";
import { type FindingProjectSettings, Tracker, TRACKER_KINDS, type TrackerKind } from "@redoubt/domain/finding";
import { Button, Callout, Field, Input, notify, Section, Select } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { type ProjectScope, usePermissions } from "../decision/use-permissions.ts";

const NONE = "none";

const KIND_WORDS: Readonly<Record<TrackerKind, { readonly title: string; readonly address: string }>> = {
  github: { title: "GitHub", address: "https://github.com/acme/vault" },
  gitlab: { title: "GitLab", address: "https://gitlab.com/acme/vault" },
  jira: { title: "Jira", address: "https://acme.atlassian.net" },
  linear: { title: "Linear", address: "https://linear.app/acme/team/SEC" },
};

/** Where issues are made of findings. */
export function ProjectTrackerSettings({ organization, project }: ProjectScope) {
  const trpc = useTRPC();
  const scope = { organization, project };
  const { data: settings } = useQuery(trpc.finding.projectSettings.queryOptions(scope));
  if (settings === undefined) return null;
  return (
    <Section title="Tracker">
      <p className="mb-3 max-w-[620px] text-ink-2">
        A finding then offers a link to the form of a new issue there, filled in; Redoubt itself sends nothing. Of a
        restricted finding the form has the number alone.
      </p>
      <TrackerForm key={settings.rowVersion} scope={scope} settings={settings} />
    </Section>
  );
}

function TrackerForm({ scope, settings }: { scope: ProjectScope; settings: FindingProjectSettings }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const mayChange = usePermissions(scope).has("finding:policy");
  const { tracker, rowVersion } = settings;
  const [kind, setKind] = useState<TrackerKind | typeof NONE>(tracker?.kind ?? NONE);
  const [url, setUrl] = useState(tracker?.url ?? "");
  const [jira, setJira] = useState({
    project: tracker?.kind === "jira" ? tracker.project : "",
    issueType: tracker?.kind === "jira" ? tracker.issueType : "",
  });
  const [tried, setTried] = useState(false);
  const save = useMutation(
    trpc.finding.changeTracker.mutationOptions({
      onSuccess: () => notify("Saved."),
      onSettled: () => client.invalidateQueries(trpc.finding.projectSettings.queryFilter(scope)),
    }),
  );
  const parsed = kind === NONE ? null : Tracker.safeParse({ kind, url, ...(kind === "jira" ? jira : {}) });
  const isWrong = (field: string) =>
    tried && parsed !== null && !parsed.success && parsed.error.issues.some(({ path }) => path[0] === field);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (parsed === null) save.mutate({ ...scope, tracker: null, rowVersion });
    else if (parsed.success) save.mutate({ ...scope, tracker: parsed.data, rowVersion });
  };
  return (
    <form noValidate className="flex max-w-[620px] flex-col gap-3" aria-label="Tracker" onSubmit={submit}>
      <Field label="Issues are made in">
        <Select
          label="Issues are made in"
          disabled={!mayChange}
          value={kind}
          onValueChange={(value) => setKind(TRACKER_KINDS.find((each) => each === value) ?? NONE)}
          options={[
            { value: NONE, label: "No tracker" },
            ...TRACKER_KINDS.map((value) => ({ value, label: KIND_WORDS[value].title })),
          ]}
        />
      </Field>
      {kind !== NONE && (
        <Field
          label="Address"
          help={`Such as ${KIND_WORDS[kind].address}`}
          error={isWrong("url") ? "Write an https address, without user and password." : undefined}
        >
          <Input
            mono
            spellCheck={false}
            autoComplete="off"
            disabled={!mayChange}
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        </Field>
      )}
      {kind === "jira" && (
        <div className="grid grid-cols-2 gap-2 phone:grid-cols-1">
          <Field label="Number of the project" error={isWrong("project") ? "Write a number." : undefined}>
            <Input
              inputMode="numeric"
              disabled={!mayChange}
              value={jira.project}
              onChange={(event) => setJira({ ...jira, project: event.target.value })}
            />
          </Field>
          <Field label="Number of the issue type" error={isWrong("issueType") ? "Write a number." : undefined}>
            <Input
              inputMode="numeric"
              disabled={!mayChange}
              value={jira.issueType}
              onChange={(event) => setJira({ ...jira, issueType: event.target.value })}
            />
          </Field>
        </div>
      )}
      {save.error !== null && (
        <Callout title="Not saved" live>
          {problemOf(save.error).message}
        </Callout>
      )}
      {mayChange && (
        <Button type="submit" className="self-start" busy={save.isPending}>
          Save the tracker
        </Button>
      )}
    </form>
  );
}
