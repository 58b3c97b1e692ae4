"use client";
import { accessRows, redLines } from "@redoubt/domain/profile";
import { Button, EmptyState, Mark, Section } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { usePermissions } from "#features/project/index.ts";
import { type RouterOutputs, useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import type { ProjectScope } from "../words.ts";
import { AccessActions } from "./access-actions.tsx";
import { AccessBlind } from "./access-blind.tsx";
import { AccessTable } from "./access-table.tsx";
import { HolderPart } from "./holder-part.tsx";
import { PeoplePart } from "./people-part.tsx";
import { PowerForm } from "./power-form.tsx";
import { PowerPanel } from "./power-panel.tsx";
import { ReadButton, ReadingLine } from "./reading.tsx";

export type AccessMap = RouterOutputs["profile"]["accessMap"];

/** Every power over the money: who holds it, how many keys must fail, what delay stands between. */
export function AccessScreen(scope: ProjectScope) {
  const trpc = useTRPC();
  const options = trpc.profile.accessMap.queryOptions(scope);
  useLiveQueries(["profile"], [options.queryKey]);
  const map = useSuspenseQuery(options).data;
  const may = usePermissions(scope).has("profile:write");
  const rows = useMemo(() => accessRows(map), [map]);
  const lines = useMemo(() => redLines(rows, map), [rows, map]);
  const [fallen, setFallen] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const close = () => setOpen(null);
  const shown = rows.find(({ power }) => power.id === open);

  if (rows.length === 0 && !adding) {
    return (
      <>
        <ReadingLine scope={scope} map={map} may={may} />
        <EmptyState
          title="No power is known yet"
          actions={
            may && (
              <>
                <ReadButton scope={scope} map={map} />
                <Button onClick={() => setAdding(true)}>State one by hand</Button>
              </>
            )
          }
        >
          Who can replace the code, set the oracle, mint, move the money, ship the front end. The code says what can be
          done and whom it asks; people say who that is and how many keys they hold.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <Section
        title="Who can take the money"
        note={<Rests map={map} count={rows.length} />}
        actions={<AccessActions scope={scope} map={map} rows={rows} may={may} onAdd={() => setAdding(true)} />}
        flush
      >
        <ReadingLine scope={scope} map={map} may={may} />
        {lines.length > 0 && (
          <ul
            aria-label="Red lines"
            className="grid grid-cols-[repeat(auto-fit,minmax(260px,1fr))] gap-3 px-6 pt-1 pb-4 phone:px-4"
          >
            {lines.map(({ id, title, text }) => (
              <li
                key={id}
                className="grid grid-cols-[28px_minmax(0,1fr)] rounded-2 border border-failed bg-surface px-3 py-2.5"
              >
                <Mark kind="failed" label="Red line" className="mt-1" />
                <div>
                  <b className="block font-medium">{title}</b>
                  <p className="text-12/[17px] text-ink-2">{text}</p>
                </div>
              </li>
            ))}
          </ul>
        )}
        <AccessTable rows={rows} open={open} onOpen={setOpen} />
      </Section>
      {adding && <PowerForm scope={scope} map={map} onDone={() => setAdding(false)} />}
      {shown !== undefined && (
        <PowerPanel
          key={`${open}-${shown.power.rowVersion}`}
          scope={scope}
          map={map}
          row={shown}
          may={may}
          onDone={close}
        />
      )}
      <PeoplePart rows={rows} assets={map.assets} fallen={fallen} onFallen={setFallen} />
      <HolderPart scope={scope} map={map} may={may} />
      <AccessBlind map={map} rows={rows} />
    </>
  );
}

function Rests({ map, count }: { map: AccessMap; count: number }) {
  const powers = `${count} ${count === 1 ? "power" : "powers"}`;
  const rests = map.read === null ? "stated by people" : `read from revision ${map.read.revision}`;
  return (
    <>
      {powers}, {rests}, sorted by money over keys
    </>
  );
}
