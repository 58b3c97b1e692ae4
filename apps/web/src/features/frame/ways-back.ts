import type { Account } from "@redoubt/domain/identity";

/** A way to sign in again that leads away, and so opens in another tab. */
export interface WayBack {
  readonly label: string;
  readonly href: string;
}

/** People of the demo have addresses that cannot exist elsewhere, and a page instead of a password. */
const DEMO_PERSON = /^([a-z]+)@demo\.invalid$/;

/** The ways back in that an account has beside its password. */
export function waysBack(account: Pick<Account, "email" | "providers">): WayBack[] {
  const persona = DEMO_PERSON.exec(account.email)?.[1];
  return [
    ...account.providers.map((id) => ({
      label: `Sign in with ${id} in another tab`,
      href: `/api/sign-in/${encodeURIComponent(id)}?next=/account`,
    })),
    ...(persona === undefined ? [] : [{ label: "Sign in again in another tab", href: `/demo/${persona}` }]),
  ];
}
