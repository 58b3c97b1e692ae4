"use client";
import type { MemberEntry } from "@redoubt/domain/organization";
import { Button, Callout, Dialog, DialogClose, Field, Select } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { GRANT_OPTIONS, toGrantRole } from "./role-words.ts";

/** Gives a member a role for one project. */
export function GrantDialog({ organization, member }: { organization: string; member: MemberEntry }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const form = useId();
  const [open, setOpen] = useState(false);
  const { data: projects = [] } = useQuery(trpc.project.list.queryOptions({ organization }, { enabled: open }));
  const add = useMutation(
    trpc.organization.addGrant.mutationOptions({
      onSuccess: async () => {
        setOpen(false);
        await cache.invalidateQueries(trpc.organization.pathFilter());
      },
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const role = toGrantRole(String(fields.get("role")));
    if (role !== undefined)
      add.mutate({ organization, memberId: member.id, projectSlug: String(fields.get("project")), role });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="ghost">Add a grant</Button>}
      title={`Grant for ${member.name}`}
      description="A grant adds the permissions of a role in one project, to what the member may anyhow."
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form={form} variant="primary" busy={add.isPending}>
            Grant
          </Button>
        </>
      }
    >
      <form id={form} className="flex flex-col gap-4" onSubmit={submit}>
        {add.error !== null && (
          <Callout title="Not granted" live>
            {problemOf(add.error).message}
          </Callout>
        )}
        <Field label="Project" required>
          <Select
            name="project"
            placeholder="Choose a project"
            options={projects.map(({ slug, name }) => ({ value: slug, label: name }))}
          />
        </Field>
        <Field label="Role" required>
          <Select name="role" defaultValue="auditor" options={GRANT_OPTIONS} />
        </Field>
      </form>
    </Dialog>
  );
}
