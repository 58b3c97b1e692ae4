"use client";
import { Button, Callout, Mark } from "@redoubt/ui";
import { useMutation } from "@tanstack/react-query";
import { type RouterOutputs, useTRPC } from "#trpc/client.tsx";
import { usePermissions } from "../project/index.ts";

type Request = RouterOutputs["scan"]["get"];

/** Closings that wait for a person, each lineage with its share. */
export function HeldClosings({
  scope,
  request,
}: {
  scope: { organization: string; project: string };
  request: Request;
}) {
  const trpc = useTRPC();
  const decide = useMutation(trpc.finding.decideHold.mutationOptions());
  const held = request.scans.filter(
    (scan) => scan.hold !== null && scan.hold.decision === null && scan.hold.findings > 0,
  );
  const mayDecide = usePermissions(scope).has("finding:triage");
  if (held.length === 0) return null;
  return (
    <div className="grid gap-3 px-6 pb-4 phone:px-4">
      {held.map((scan) => {
        const { findings, openBefore } = scan.hold ?? { findings: 0, openBefore: 0 };
        const share = openBefore === 0 ? 0 : Math.round((findings / openBefore) * 100);
        const act = (decision: "confirm" | "keep-open") =>
          decide.mutate({ ...scope, number: request.number, scan: scan.id, decision });
        return (
          <Callout
            key={scan.id}
            tone="warn"
            icon={<Mark kind="stale" />}
            title={`${findings} closings of ${scan.title} are held`}
            actions={
              mayDecide && (
                <>
                  <Button busy={decide.isPending} onClick={() => act("keep-open")}>
                    Keep open
                  </Button>
                  <Button busy={decide.isPending} onClick={() => act("confirm")}>
                    Close {findings}
                  </Button>
                </>
              )
            }
          >
            {share} % of {openBefore} open findings of this scanner would close at once; above 30 % and ten a person
            decides.
            {decide.error && <span className="text-bad"> {decide.error.message}</span>}
          </Callout>
        );
      })}
    </div>
  );
}
