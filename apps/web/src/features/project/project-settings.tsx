"use client";
import { PROJECT_KINDS, type ProjectDetail, STAGE_SLUGS, STAGES } from "@redoubt/domain/project";
import {
  Button,
  Callout,
  Field,
  Input,
  notify,
  notifyProblem,
  PageHeader,
  Section,
  Select,
  Textarea,
} from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { issueFor, problemOf } from "#trpc/problem.ts";
import { KIND_WORDS } from "./kind-words.ts";

interface Scope {
  organization: string;
  project: string;
}

const KINDS = PROJECT_KINDS.map((kind) => ({ value: kind, ...KIND_WORDS[kind] }));
const STAGE_OPTIONS = STAGES.map((stage) => ({ value: stage.slug, label: stage.label }));

/** What people say about a project, and its way into the archive. */
export function ProjectSettings(scope: Scope) {
  const trpc = useTRPC();
  const { data: project } = useSuspenseQuery(trpc.project.get.queryOptions(scope));
  const may = project.permissions.includes("project:write");
  return (
    <>
      <PageHeader title="Settings" description={project.name} />
      <Section title="Project">
        <ProjectForm
          key={project.rowVersion}
          scope={scope}
          project={project}
          disabled={!may || project.archivedAt !== null}
        />
      </Section>
      {may && (
        <Section title="Archive">
          <Archive scope={scope} archived={project.archivedAt !== null} />
        </Section>
      )}
    </>
  );
}

function ProjectForm({ scope, project, disabled }: { scope: Scope; project: ProjectDetail; disabled: boolean }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const update = useMutation(
    trpc.project.update.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(trpc.project.pathFilter());
        notify("Project saved");
      },
    }),
  );
  const problem = update.error === null ? null : problemOf(update.error);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string): string => String(fields.get(name) ?? "");
    update.mutate({
      ...scope,
      name: text("name"),
      summary: text("summary"),
      kind: PROJECT_KINDS.find((kind) => kind === text("kind")) ?? project.kind,
      stage: STAGE_SLUGS.find((stage) => stage === text("stage")) ?? project.stage,
      rowVersion: project.rowVersion,
    });
  };
  return (
    <form className="flex max-w-[560px] flex-col gap-4" onSubmit={submit}>
      {problem !== null && problem.issues.length === 0 && (
        <Callout title="Not saved" live>
          {problem.message}
        </Callout>
      )}
      <Field label="Name" required error={issueFor(problem, "name")}>
        <Input name="name" defaultValue={project.name} maxLength={100} disabled={disabled} />
      </Field>
      <Field label="Kind" required>
        <Select name="kind" defaultValue={project.kind} options={KINDS} disabled={disabled} />
      </Field>
      <Field label="Works on" help="What the team says; stages run in parallel.">
        <Select name="stage" defaultValue={project.stage} options={STAGE_OPTIONS} disabled={disabled} />
      </Field>
      <Field label="Summary" error={issueFor(problem, "summary")}>
        <Textarea name="summary" defaultValue={project.summary} rows={2} maxLength={500} disabled={disabled} />
      </Field>
      <div>
        <Button type="submit" busy={update.isPending} disabled={disabled}>
          Save
        </Button>
      </div>
    </form>
  );
}

function Archive({ scope, archived }: { scope: Scope; archived: boolean }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const after = {
    onSuccess: () => cache.invalidateQueries(trpc.project.pathFilter()),
    onError: (error: unknown) => notifyProblem(problemOf(error).message),
  };
  const archive = useMutation(trpc.project.archive.mutationOptions(after));
  const restore = useMutation(trpc.project.restore.mutationOptions(after));
  return (
    <>
      <p className="mb-3 max-w-[620px] text-ink-2">
        {archived
          ? "This project is archived: it can be read, and nothing in it changes."
          : "An archived project leaves the lists and becomes read-only. Nothing is deleted, and it can be brought back."}
      </p>
      {archived ? (
        <Button busy={restore.isPending} onClick={() => restore.mutate(scope)}>
          Bring it back
        </Button>
      ) : (
        <Button busy={archive.isPending} onClick={() => archive.mutate(scope)}>
          Archive
        </Button>
      )}
    </>
  );
}
