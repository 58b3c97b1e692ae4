"use client";
import { type Holder, HOLDER_WORDS, listed, span } from "@redoubt/domain/profile";
import { Button, ConfirmDialog, notifyProblem, Section, Table, Td, Th, Tr } from "@redoubt/ui";
import { useState } from "react";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../words.ts";
import type { AccessMap } from "./access-screen.tsx";
import { HolderForm } from "./holder-form.tsx";
import { useAccessChanges } from "./use-access.ts";

/** Who holds powers, as people stated it. */
export function HolderPart({ scope, map, may }: { scope: ProjectScope; map: AccessMap; may: boolean }) {
  const [open, setOpen] = useState<string | null>(null);
  const changing = map.holders.find(({ id }) => id === open);
  if (map.holders.length === 0 && !may) return null;
  return (
    <Section
      title="Holders"
      note="keys, Safes, timelocks, votes"
      flush
      actions={may && open !== "new" && <Button onClick={() => setOpen("new")}>Add a holder</Button>}
    >
      {map.holders.length === 0 && open !== "new" && (
        <p className="px-6 pb-4 text-ink-2 phone:px-4">
          Nobody has named one yet. Each power counts as one key without a delay until somebody does.
        </p>
      )}
      {(open === "new" || changing !== undefined) && (
        <HolderForm
          key={`${open}-${changing?.rowVersion}`}
          scope={scope}
          holder={changing ?? null}
          holders={map.holders}
          contracts={[...new Set(map.powers.map(({ subject }) => subject))]}
          onDone={() => setOpen(null)}
        />
      )}
      {map.holders.length > 0 && (
        <Table label="Holders" roomy>
          <thead>
            <tr>
              <Th>Holder</Th>
              <Th>Keys</Th>
              <Th>People</Th>
              <Th>Holds</Th>
              <Th hideLabel>Actions</Th>
            </tr>
          </thead>
          <tbody>
            {map.holders.map((holder) => (
              <Tr key={holder.id} hover={false} selected={holder.id === open}>
                <Td className="min-w-40">
                  <div className="font-medium">{holder.name}</div>
                  <div className="text-12 text-ink-3">{HOLDER_WORDS[holder.kind]}</div>
                </Td>
                <Td>{keysOf(holder)}</Td>
                <Td className="wrap-anywhere">{peopleOf(holder, map.holders)}</Td>
                <Td className="wrap-anywhere">
                  {map.roles
                    .filter(({ holderId }) => holderId === holder.id)
                    .map(({ subject, guard }) => `${guard} of ${subject}`)
                    .join(", ") || <span className="text-ink-3">nothing yet</span>}
                </Td>
                <Td>
                  {may && (
                    <div className="flex gap-2">
                      <Button aria-label={`Change ${holder.name}`} onClick={() => setOpen(holder.id)}>
                        Change
                      </Button>
                      <Remove scope={scope} holder={holder} />
                    </div>
                  )}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

function keysOf({ kind, threshold, signers, supplyPercent, delaySeconds }: Holder): string {
  const delay = delaySeconds > 0 ? `, ${span(delaySeconds)} delay` : "";
  if (kind === "multisig") return `${threshold ?? "?"} of ${signers.length || "?"}`;
  if (kind === "governor") return `${supplyPercent ?? "?"} % of supply${delay}`;
  if (kind === "timelock" || kind === "contract") return `those of its operators${delay}`;
  return "1";
}

function peopleOf({ signers, operators }: Holder, holders: readonly Holder[]): string {
  if (operators.length === 0) return signers.join(", ") || "not named";
  return `acts for ${listed(operators.map((id) => holders.find((each) => each.id === id)?.name ?? "one that is gone"))}`;
}

function Remove({ scope, holder }: { scope: ProjectScope; holder: Holder }) {
  const { archiveHolder } = useAccessChanges(() => undefined);
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" aria-label={`Remove ${holder.name}`}>
          Remove
        </Button>
      }
      title={`Take ${holder.name} off the list?`}
      description="What it held is then held by nobody known, and counts as one key without a delay."
      keep="Keep it"
      verb="Remove"
      busy={archiveHolder.isPending}
      onConfirm={() =>
        archiveHolder.mutate(
          { ...scope, holderId: holder.id, rowVersion: holder.rowVersion },
          { onError: (error) => notifyProblem(problemOf(error).message) },
        )
      }
    />
  );
}
