"use client";
import { Button, Callout, LinkButton } from "@redoubt/ui";
import { Entrance, go, NewPersonFields } from "#features/identity/index.ts";
import { usePost } from "#trpc/use-post.ts";
import { ROLE_WORDS } from "./role-words.ts";
import type { Role } from "@redoubt/domain/organization";

export interface JoinPageProps {
  token: string;
  /** Null when the link is of no use (any more). */
  invitation: { organizationName: string; role: Role; email: string | null; invitedBy: string } | null;
  /** Who looks at it, when signed in. */
  viewer: { name: string; email: string } | null;
}

/** What an invitation link shows: accept as the person who is signed in, or as a new one. */
export function JoinPage({ token, invitation, viewer }: JoinPageProps) {
  if (invitation === null) return <JoinGone />;
  const { organizationName, role, invitedBy } = invitation;
  return (
    <Entrance title={`Join ${organizationName}`}>
      <p className="mt-1 mb-6 text-14 text-ink-2">
        {invitedBy} invites you as {ROLE_WORDS[role].label.toLowerCase()}: {ROLE_WORDS[role].description}
      </p>
      {viewer === null ? (
        <NewPersonForm token={token} email={invitation.email} />
      ) : (
        <AcceptForm token={token} viewer={viewer} />
      )}
    </Entrance>
  );
}

function NewPersonForm({ token, email }: { token: string; email: string | null }) {
  const form = usePost<{ to: string }>("/api/invitation/accept", { token }, ({ to }) => go(to));
  const signIn = `/sign-in?${new URLSearchParams({ next: `/invitation/${token}` })}`;
  return (
    <form className="flex flex-col gap-4" onSubmit={form.submit}>
      {form.problem !== null && (
        <Callout title="Not accepted" live>
          {form.problem.message}
        </Callout>
      )}
      <NewPersonFields email={email} errorOf={form.errorOf} />
      <Button type="submit" variant="primary" size="lg" busy={form.busy}>
        Create the account and join
      </Button>
      <LinkButton href={signIn} size="lg">
        I have an account: sign in
      </LinkButton>
    </form>
  );
}

function AcceptForm({ token, viewer }: { token: string; viewer: { name: string; email: string } }) {
  const form = usePost<{ to: string }>("/api/invitation/join", { token }, ({ to }) => go(to));
  return (
    <form className="flex flex-col gap-4" onSubmit={form.submit}>
      {form.problem !== null && (
        <Callout title="Not accepted" live>
          {form.problem.message}
        </Callout>
      )}
      <p>
        You are signed in as {viewer.name} ({viewer.email}).
      </p>
      <Button type="submit" variant="primary" size="lg" busy={form.busy}>
        Join as {viewer.name}
      </Button>
    </form>
  );
}

function JoinGone() {
  return (
    <Entrance title="This invitation is of no use any more">
      <p className="mt-2 text-14 text-ink-2">
        It was accepted, withdrawn, or has expired: invitations hold for seven days. Ask the person who sent it for a
        new one.
      </p>
    </Entrance>
  );
}
