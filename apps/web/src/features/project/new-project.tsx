"use client";
import { PROJECT_KINDS, type ProjectKind } from "@redoubt/domain/project";
import { slugify } from "@redoubt/domain/shared";
import { Button, Callout, Field, FieldSet, Input, PageHeader, RadioGroup, Section, Textarea } from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { ForbiddenScreen, paths } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { issueFor, problemOf } from "#trpc/problem.ts";
import { KIND_WORDS } from "./kind-words.ts";

const KINDS = PROJECT_KINDS.map((kind) => ({ value: kind, ...KIND_WORDS[kind] }));

/** Creates a project and opens it where its code is connected. */
export function NewProject({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const router = useRouter();
  const { data: owner } = useSuspenseQuery(trpc.organization.get.queryOptions({ organization }));
  const [name, setName] = useState("");
  const [kind, setKind] = useState<ProjectKind>("protocol");
  const create = useMutation(
    trpc.project.create.mutationOptions({
      onSuccess: async (project) => {
        await cache.invalidateQueries(trpc.project.list.pathFilter());
        router.push(paths.projectSlice(organization, project.slug, "source"));
      },
    }),
  );
  const problem = create.error === null ? null : problemOf(create.error);
  const errorOf = (field: string): string | undefined => issueFor(problem, field);
  const slugError = errorOf("slug") ?? (problem?.code === "project.slug-taken" ? problem.message : undefined);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const slug = String(fields.get("slug") ?? "").trim();
    create.mutate({
      organization,
      name,
      kind,
      summary: String(fields.get("summary") ?? ""),
      ...(slug === "" ? {} : { slug }),
    });
  };
  if (!owner.permissions.includes("project:create")) return <ForbiddenScreen framed />;
  return (
    <>
      <PageHeader title="New project" description="What you protect: one product or protocol." />
      <Section>
        <form className="flex max-w-[560px] flex-col gap-5 py-2" onSubmit={submit}>
          {problem !== null && problem.issues.length === 0 && slugError === undefined && (
            <Callout title="Not created" live>
              {problem.message}
            </Callout>
          )}
          <Field label="Name" required error={errorOf("name")}>
            <Input
              name="name"
              value={name}
              onChange={(event) => setName(event.target.value)}
              autoFocus
              maxLength={100}
            />
          </Field>
          <Field label="Short name" error={slugError} help="In addresses; stays when the name changes.">
            <Input name="slug" mono placeholder={name === "" ? "" : slugify(name)} maxLength={48} spellCheck={false} />
          </Field>
          <FieldSet legend="Kind">
            <RadioGroup
              label="Kind"
              value={kind}
              onValueChange={(value) => setKind(PROJECT_KINDS.find((known) => known === value) ?? kind)}
              options={KINDS}
            />
          </FieldSet>
          <Field label="Summary" error={errorOf("summary")} help="One sentence that reports begin with.">
            <Textarea name="summary" rows={2} maxLength={500} />
          </Field>
          <div>
            <Button type="submit" variant="primary" busy={create.isPending}>
              Create the project
            </Button>
          </div>
        </form>
      </Section>
    </>
  );
}
