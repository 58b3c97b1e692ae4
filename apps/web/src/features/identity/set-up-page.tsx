"use client";
import { Button, Callout, Field, Input } from "@redoubt/ui";
import { usePost } from "#trpc/use-post.ts";
import { Entrance } from "./entrance.tsx";
import { go } from "./go.ts";
import { NewPersonFields } from "./new-person-fields.tsx";

/** The operator's one-time link: the first organization and its owner. */
export function SetUpPage({ token, live }: { token: string; live: boolean }) {
  const form = usePost<{ to: string }>("/api/set-up", { token }, ({ to }) => go(to));
  if (!live) return <SetUpGone />;
  return (
    <Entrance title="Set up Redoubt">
      <p className="mt-1 mb-6 text-14 text-ink-2">You become the owner of the organization. The link works once.</p>
      <form className="flex flex-col gap-4" onSubmit={form.submit}>
        {form.problem !== null && (
          <Callout title="Not set up" live>
            {form.problem.message}
          </Callout>
        )}
        <Field
          label="Organization"
          required
          error={form.errorOf("organizationName")}
          help="Your company or team; it owns all projects."
        >
          <Input size="lg" name="organizationName" autoComplete="organization" autoFocus maxLength={100} />
        </Field>
        <NewPersonFields errorOf={form.errorOf} />
        <Button type="submit" variant="primary" size="lg" busy={form.busy}>
          Create the organization
        </Button>
      </form>
    </Entrance>
  );
}

function SetUpGone() {
  return (
    <Entrance title="This link is of no use any more">
      <p className="mt-2 text-14 text-ink-2">
        It was used, has expired, or was replaced by a newer one. Sign in if the organization exists. Else restart the
        server: without an organization it prints a new link.
      </p>
    </Entrance>
  );
}
