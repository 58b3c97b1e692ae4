"use client";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Button, Field, Input, notify } from "@redoubt/ui";
import { useTRPC } from "#trpc/client.tsx";
import { issueFor, problemOf } from "#trpc/problem.ts";

/** Changes how the person is called. */
export function NameForm() {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { data: account } = useSuspenseQuery(trpc.identity.account.queryOptions());
  const change = useMutation(
    trpc.identity.changeName.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(trpc.identity.account.pathFilter());
        notify("Name saved");
      },
    }),
  );
  const problem = change.error === null ? null : problemOf(change.error);
  return (
    <form
      className="flex max-w-[400px] items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ name: String(new FormData(event.currentTarget).get("name") ?? "") });
      }}
    >
      <Field
        label="Name"
        className="flex-1"
        required
        error={problem === null ? undefined : (issueFor(problem, "name") ?? problem.message)}
      >
        <Input name="name" defaultValue={account.name} autoComplete="name" maxLength={100} />
      </Field>
      <Button type="submit" busy={change.isPending}>
        Save
      </Button>
    </form>
  );
}
