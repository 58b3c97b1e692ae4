"use client";
import { Button, Callout, ConfirmDialog, Field, Input, KeyValue, notify, Section, Time } from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { go } from "#features/identity/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { issueFor, problemOf } from "#trpc/problem.ts";
import { ROLE_WORDS } from "./role-words.ts";

/** Name and facts of the organization; the demo can be removed here. */
export function GeneralSettings({ organization: slug }: { organization: string }) {
  const trpc = useTRPC();
  const { data: organization } = useSuspenseQuery(trpc.organization.get.queryOptions({ organization: slug }));
  const may = (permission: string): boolean => organization.permissions.includes(permission);
  return (
    <>
      <Section title="Organization">
        {may("organization:write") && (
          <RenameForm
            key={organization.rowVersion}
            slug={slug}
            name={organization.name}
            rowVersion={organization.rowVersion}
          />
        )}
        <KeyValue
          className="mt-4"
          labelWidth={120}
          items={[
            { key: "Short name", value: <code>{organization.slug}</code> },
            {
              key: "Your role",
              value: `${ROLE_WORDS[organization.role].label}: ${ROLE_WORDS[organization.role].description}`,
            },
            { key: "Created", value: <Time value={organization.createdAt} format="absolute" /> },
          ]}
        />
      </Section>
      {organization.demo && may("organization:delete") && (
        <Section title="Demo">
          <p className="mb-3 max-w-[620px] text-ink-2">
            This organization is the demo: a fictional protocol with code, scans and findings that were really made on
            this machine. Remove it when you have seen enough.
          </p>
          <RemoveDemo slug={slug} name={organization.name} />
        </Section>
      )}
    </>
  );
}

function RenameForm({ slug, name, rowVersion }: { slug: string; name: string; rowVersion: number }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const rename = useMutation(
    trpc.organization.rename.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(trpc.organization.pathFilter());
        notify("Name saved");
      },
    }),
  );
  const problem = rename.error === null ? null : problemOf(rename.error);
  return (
    <form
      className="flex max-w-[480px] items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        rename.mutate({
          organization: slug,
          name: String(new FormData(event.currentTarget).get("name") ?? ""),
          rowVersion,
        });
      }}
    >
      <Field
        label="Name"
        className="flex-1"
        required
        error={problem === null ? undefined : (issueFor(problem, "name") ?? problem.message)}
      >
        <Input name="name" defaultValue={name} maxLength={100} />
      </Field>
      <Button type="submit" busy={rename.isPending}>
        Save
      </Button>
    </form>
  );
}

function RemoveDemo({ slug, name }: { slug: string; name: string }) {
  const trpc = useTRPC();
  const remove = useMutation(
    trpc.project.removeDemo.mutationOptions({
      onSuccess: ({ setUpToken }) => go(setUpToken === null ? "/" : `/set-up/${setUpToken}`),
    }),
  );
  return (
    <ConfirmDialog
      trigger={<Button variant="danger">Remove the demo</Button>}
      title={`Remove ${name}?`}
      description="Its projects, findings, scans and reports go with it, and nobody can bring them back. Other organizations stay as they are."
      keep="Keep it"
      verb="Remove the demo"
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ organization: slug })}
    >
      {remove.error !== null && (
        <Callout title="Not removed" live>
          {problemOf(remove.error).message}
        </Callout>
      )}
    </ConfirmDialog>
  );
}
