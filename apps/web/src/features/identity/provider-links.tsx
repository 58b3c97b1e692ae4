"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Button } from "@redoubt/ui";
import { useTRPC } from "#trpc/client.tsx";

/** Services that the account is, or can be, linked to. Linking wants a sign-in of the last ten minutes. */
export function ProviderLinks({ providers }: { providers: readonly { id: string; label: string }[] }) {
  const trpc = useTRPC();
  const { data: account } = useSuspenseQuery(trpc.identity.account.queryOptions());
  return (
    <ul className="flex max-w-[400px] flex-col gap-2">
      {providers.map(({ id, label }) => (
        <li key={id} className="flex min-h-control items-center justify-between gap-3">
          {label}
          {account.providers.includes(id) ? (
            <span className="text-ink-3">linked</span>
          ) : (
            <form method="post" action={`/api/link/${id}`}>
              <Button type="submit">Link</Button>
            </form>
          )}
        </li>
      ))}
    </ul>
  );
}
