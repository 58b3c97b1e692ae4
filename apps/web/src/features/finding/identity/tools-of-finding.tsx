"use client";
import type { FindingDetail } from "@redoubt/domain/finding";
import { scannerTitle } from "@redoubt/domain/scan";
import { Button } from "@redoubt/ui";
import { type ProjectScope, usePermissions } from "../decision/use-permissions.ts";
import { shortcutsOf } from "../keys/keys.ts";
import { useIdentity } from "./use-identity.ts";

/** What other tools say of the finding and why it is the same, each with the way to make it a finding of its own. */
export function ToolsOfFinding({ scope, finding }: { scope: ProjectScope; finding: FindingDetail }) {
  const identity = useIdentity(scope);
  const mayTriage = usePermissions(scope).has("finding:triage");
  if (finding.attributions.length === 0) return null;
  return (
    <div className="mt-2">
      <h3>Also reported by</h3>
      <ul>
        {finding.attributions.map(({ scanner, title, detector, why }, index) => (
          <li key={scanner} className="flex items-start gap-2 py-1 text-12">
            <div className="min-w-0 flex-1">
              <b className="font-medium">{scannerTitle(scanner)}</b>: {title}{" "}
              <span className="text-ink-3 wrap-anywhere">({detector})</span>
              <p className="text-ink-2">{why}</p>
            </div>
            {mayTriage && (
              <Button
                busy={identity.busy}
                aria-label={`Split off what ${scannerTitle(scanner)} reports`}
                {...(index === 0 ? { "data-split": "", "aria-keyshortcuts": shortcutsOf("split") } : {})}
                onClick={() => identity.split(finding.number, scanner, scannerTitle(scanner))}
              >
                Split off
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
