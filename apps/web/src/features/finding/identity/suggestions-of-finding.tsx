"use client";
import type { FindingDetail } from "@redoubt/domain/finding";
import { Button } from "@redoubt/ui";
import Link from "next/link";
import { type ProjectScope, usePermissions } from "../decision/use-permissions.ts";
import { shortcutsOf } from "../keys/keys.ts";
import { StateTag } from "../tags.tsx";
import { findingLabel } from "../words.ts";
import { useIdentity } from "./use-identity.ts";

/** Findings that it may be as well, each with why, and the two answers. */
export function SuggestionsOfFinding({
  scope,
  finding,
  here,
}: {
  scope: ProjectScope;
  finding: FindingDetail;
  here: string;
}) {
  const identity = useIdentity(scope);
  const mayTriage = usePermissions(scope).has("finding:triage");
  if (finding.suggestions.length === 0) return null;
  return (
    <div className="mt-2">
      <h3>It may also be</h3>
      <ul>
        {finding.suggestions.map((link, index) => (
          <li key={link.number} className="py-1">
            <div className="flex items-center gap-2">
              <Link className="link min-w-0 truncate" href={`${here}/${findingLabel(link.number)}`} title={link.title}>
                {findingLabel(link.number)} {link.title}
              </Link>
              <StateTag state={link.state} />
            </div>
            <p className="text-12 text-ink-2">{link.why}</p>
            {mayTriage && (
              <div className="mt-1 flex gap-2">
                <Button
                  busy={identity.busy}
                  aria-label={`It is the same as ${findingLabel(link.number)}`}
                  {...(index === 0 ? { "data-pair-same": "", "aria-keyshortcuts": shortcutsOf("merge") } : {})}
                  onClick={() => identity.decide([finding.number, link.number], "same")}
                >
                  The same
                </Button>
                <Button
                  busy={identity.busy}
                  aria-label={`It is not ${findingLabel(link.number)}`}
                  {...(index === 0 ? { "data-pair-apart": "", "aria-keyshortcuts": shortcutsOf("part") } : {})}
                  onClick={() => identity.decide([finding.number, link.number], "apart")}
                >
                  Not the same
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
