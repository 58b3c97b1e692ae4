import { Entrance } from "#features/identity/index.ts";
import { Button, LinkButton } from "@redoubt/ui";

/** Signed in, but a member of nothing. */
export function NoOrganization() {
  return (
    <Entrance title="You are in no organization yet">
      <p className="mt-2 mb-6 text-14 text-ink-2">
        Ask an owner to invite you: the link makes you a member. Whoever runs this installation can create an
        organization with the set-up link that the server prints.
      </p>
      <div className="flex gap-2">
        <LinkButton href="/account">Account</LinkButton>
        <form method="post" action="/api/sign-out">
          <Button type="submit">Sign out</Button>
        </form>
      </div>
    </Entrance>
  );
}
