"use client";
import { ASSIGN_BY, type AssignBy, type FindingProjectSettings, OwnerHandle } from "@redoubt/domain/finding";
import { Button, Callout, Field, Input, notify, Section, Select } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { type ProjectScope, usePermissions } from "../decision/use-permissions.ts";

const ASSIGN_WORDS: Readonly<Record<AssignBy, string>> = {
  off: "Nobody",
  "code-owners": "Owners that CODEOWNERS names",
  "last-author": "Whoever changed the file last",
  "owners-then-author": "Owners, else whoever changed the file last",
};

interface Line {
  readonly handle: string;
  readonly member: string;
}

/** To whom new findings of the default branch are given by themselves. */
export function ProjectOwnerSettings({ organization, project }: ProjectScope) {
  const trpc = useTRPC();
  const scope = { organization, project };
  const { data: settings } = useQuery(trpc.finding.projectSettings.queryOptions(scope));
  if (settings === undefined) return null;
  return (
    <Section title="Owners of new findings">
      <p className="mb-3 max-w-[620px] text-ink-2">
        New findings on the default branch can be given to somebody by themselves: only to members who may decide here,
        and never restricted ones. A member's own e-mail is known; other names are listed below.
      </p>
      <OwnerForm key={settings.rowVersion} scope={scope} settings={settings} />
    </Section>
  );
}

function OwnerForm({ scope, settings }: { scope: ProjectScope; settings: FindingProjectSettings }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const mayChange = usePermissions(scope).has("finding:policy");
  const { data: people = [] } = useQuery(trpc.finding.assignees.queryOptions(scope));
  const [assignBy, setAssignBy] = useState(settings.assignBy);
  const [lines, setLines] = useState<readonly Line[]>(() =>
    settings.owners.map(({ handle, memberId }) => ({ handle, member: memberId })),
  );
  const [tried, setTried] = useState(false);
  const save = useMutation(
    trpc.finding.changeAssignment.mutationOptions({
      onSuccess: () => notify("Saved. It holds from the next scan on."),
      onSettled: () => client.invalidateQueries(trpc.finding.projectSettings.queryFilter(scope)),
    }),
  );
  const change = (at: number, part: Partial<Line>) =>
    setLines(lines.map((line, index) => (index === at ? { ...line, ...part } : line)));
  const isWrong = ({ handle }: Line) => !OwnerHandle.safeParse(handle).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (lines.some((line) => isWrong(line) || line.member === "")) return;
    save.mutate({ ...scope, assignBy, owners: [...lines], rowVersion: settings.rowVersion });
  };
  const members = [
    ...people.map(({ id, name }) => ({ value: id, label: name })),
    // Who may not decide any more stays readable.
    ...settings.owners
      .filter(({ memberId }) => people.every(({ id }) => id !== memberId))
      .map(({ memberId, name }) => ({ value: memberId, label: `${name} (may not decide here)` })),
  ];
  return (
    <form
      noValidate
      className="flex max-w-[620px] flex-col gap-3"
      aria-label="Owners of new findings"
      onSubmit={submit}
    >
      <Field label="Give new findings to">
        <Select
          label="Give new findings to"
          disabled={!mayChange}
          value={assignBy}
          onValueChange={(value) => setAssignBy(ASSIGN_BY.find((each) => each === value) ?? "off")}
          options={ASSIGN_BY.map((value) => ({ value, label: ASSIGN_WORDS[value] }))}
        />
      </Field>
      {lines.map((line, at) => (
        <div key={at} className="grid grid-cols-[1fr_1fr_auto] items-start gap-2 phone:grid-cols-1">
          <Field
            label="Name in the repository"
            error={tried && isWrong(line) ? "Write @name, @organization/team or an e-mail." : undefined}
          >
            <Input
              mono
              spellCheck={false}
              autoComplete="off"
              disabled={!mayChange}
              placeholder="@name"
              value={line.handle}
              onChange={(event) => change(at, { handle: event.target.value })}
            />
          </Field>
          <Field label="Stands for" error={tried && line.member === "" ? "Choose a member." : undefined}>
            <Select
              label="Stands for"
              disabled={!mayChange}
              value={line.member}
              onValueChange={(member) => change(at, { member })}
              options={members}
            />
          </Field>
          {mayChange && (
            <Button
              variant="ghost"
              className="mt-[22px] phone:mt-0 phone:justify-self-start"
              aria-label={`Remove ${line.handle || "this line"}`}
              onClick={() => setLines(lines.filter((_, index) => index !== at))}
            >
              Remove
            </Button>
          )}
        </div>
      ))}
      {save.error !== null && (
        <Callout title="Not saved" live>
          {problemOf(save.error).message}
        </Callout>
      )}
      {mayChange && (
        <div className="flex flex-wrap gap-2">
          <Button type="submit" busy={save.isPending}>
            Save the owners
          </Button>
          <Button variant="ghost" onClick={() => setLines([...lines, { handle: "", member: "" }])}>
            Add a name
          </Button>
        </div>
      )}
    </form>
  );
}
