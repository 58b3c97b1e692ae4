"use client";
import { Button } from "@redoubt/ui";
import { findingLabel } from "../words.ts";
import type { IdentityDeeds } from "./use-identity.ts";

/** The two answers to a pair. */
export function PairAnswers({ pair, identity }: { pair: [number, number]; identity: IdentityDeeds }) {
  const names = pair.map(findingLabel).join(" and ");
  return (
    <div className="flex justify-end gap-2">
      <Button
        disabled={identity.busy}
        aria-label={`${names} are the same`}
        aria-keyshortcuts="="
        onClick={() => identity.decide(pair, "same")}
      >
        The same
      </Button>
      <Button
        disabled={identity.busy}
        aria-label={`${names} are not the same`}
        aria-keyshortcuts="n"
        onClick={() => identity.decide(pair, "apart")}
      >
        Not the same
      </Button>
    </div>
  );
}
