"use client";
import { type AccessRow, ANYONE, keysInWords, span } from "@redoubt/domain/profile";
import { Button, Callout, ConfirmDialog, Drawer, Field, Input, KeyValue, Select, Textarea } from "@redoubt/ui";
import Link from "next/link";
import { useState } from "react";
import { paths } from "#features/frame/index.ts";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../words.ts";
import type { AccessMap } from "./access-screen.tsx";
import { readNumber } from "../read-number.ts";
import { useAccessChanges } from "./use-access.ts";

export interface PowerPanelProps {
  readonly scope: ProjectScope;
  readonly map: AccessMap;
  readonly row: AccessRow;
  readonly may: boolean;
  readonly onDone: () => void;
}

/** One power: what the code says of it, who holds it, and what people state. */
export function PowerPanel({ scope, map, row, may, onDone }: PowerPanelProps) {
  const { power, title } = row;
  return (
    <Drawer open onOpenChange={(open) => !open && onDone()} title={`${title}: ${power.subject}`} width={520}>
      <div className="flex flex-col gap-5 p-5">
        <Ways row={row} />
        <Functions scope={scope} map={map} row={row} />
        <Guards scope={scope} map={map} row={row} may={may} />
        {may && <Stated scope={scope} row={row} onDone={onDone} />}
        {!may && power.note !== "" && <p className="whitespace-pre-line text-ink-2">{power.note}</p>}
      </div>
    </Drawer>
  );
}

function Ways({ row }: { row: AccessRow }) {
  return (
    <section aria-label="Ways to use it">
      <h3 className="mb-1 font-medium">
        {row.ways.length === 1 ? "The way to use it" : "Ways to use it, the easiest first"}
      </h3>
      <ol className="flex flex-col gap-2">
        {row.ways.map((way) => (
          <li key={way.through.join(">")} className="rounded-2 border border-line px-3 py-2">
            <div>
              {way.through.join(" → ")}
              {way.conditional && <span className="text-ink-3"> under a condition</span>}
            </div>
            <div className="text-12 text-ink-3">
              {way.keys === 0 ? "no key" : `keys: ${keysInWords(way)}`}, delay: {span(way.delaySeconds)}
              {way.people.length > 0 && `, ${way.people.join(", ")}`}
            </div>
            {way.voidDelay !== null && <div className="text-12 text-bad">{way.voidDelay}: it counts for nothing.</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Functions({ scope, map, row: { power } }: { scope: ProjectScope; map: AccessMap; row: AccessRow }) {
  if (power.functions.length === 0) return null;
  const base = `${paths.projectSlice(scope.organization, scope.project, "source")}/${map.read?.revision ?? ""}`;
  return (
    <KeyValue
      labelWidth={96}
      items={[
        {
          key: "functions",
          label: "In the code",
          value: (
            <ul>
              {power.functions.map(({ name, path, line }) => (
                <li key={`${name}:${path}:${line}`}>
                  {path.includes("node_modules/") || path.startsWith("@") ? (
                    <code className="text-12">{name}</code>
                  ) : (
                    <Link className="link" href={`${base}?path=${encodeURIComponent(path)}#L${line}`}>
                      <code className="text-12">{name}</code>
                    </Link>
                  )}{" "}
                  <span className="text-12 text-ink-3">{path}</span>
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}

const NOBODY = "nobody";

function Guards({ scope, map, row: { power }, may }: Omit<PowerPanelProps, "onDone">) {
  const { assignRole } = useAccessChanges(() => undefined);
  const holders = map.holders.map(({ id, name }) => ({ value: id, label: name }));
  const heldBy = (guard: string) =>
    map.roles.find((role) => role.subject === power.subject && role.guard === guard)?.holderId ?? null;
  const guards = power.guards.filter(({ name }) => name !== ANYONE);
  if (guards.length === 0) return <Callout title="It asks nobody">Whoever calls it first uses it.</Callout>;
  return (
    <section aria-label="Who holds it" className="flex flex-col gap-3">
      {assignRole.error !== null && (
        <Callout title="Not saved" live>
          {problemOf(assignRole.error).message}
        </Callout>
      )}
      {guards.map(({ name, by, conditional }) => {
        const label = `${by === "signature" ? "Whose signature is" : "Who is"} ${name} of ${power.subject}${conditional ? " (under a condition)" : ""}`;
        const held = heldBy(name);
        if (!may) {
          const holder = map.holders.find(({ id }) => id === held);
          return <KeyValue key={name} labelWidth={220} items={[{ key: label, value: holder?.name ?? "not stated" }]} />;
        }
        return (
          <Field key={name} label={label} help="It holds for every power that asks for it.">
            <Select
              value={held ?? NOBODY}
              onValueChange={(value) =>
                assignRole.mutate({
                  ...{ ...scope, subject: power.subject, guard: name },
                  holderId: value === NOBODY ? null : value,
                })
              }
              options={[{ value: NOBODY, label: "Nobody knows yet" }, ...holders]}
            />
          </Field>
        );
      })}
      {may && holders.length === 0 && (
        <p className="text-12 text-ink-3">Name the holders first, below the table: a Safe, a timelock, a key.</p>
      )}
    </section>
  );
}

function Stated({ scope, row: { power }, onDone }: { scope: ProjectScope; row: AccessRow; onDone: () => void }) {
  const { changePower, removePower } = useAccessChanges(onDone);
  const [money, setMoney] = useState(power.moneyUsd === null ? "" : String(power.moneyUsd));
  const [noticed, setNoticed] = useState(power.noticedBy ?? "");
  const [nobody, setNobody] = useState(
    power.noticedBy === "" ? "nobody" : power.noticedBy === null ? "unknown" : "named",
  );
  const [note, setNote] = useState(power.note);
  const moneyUsd = readNumber(money);
  const failed = changePower.error ?? removePower.error;
  const noticedBy = nobody === "unknown" ? null : nobody === "nobody" ? "" : noticed.trim();
  return (
    <form
      noValidate
      aria-label="What people state"
      className="flex flex-col gap-4 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (moneyUsd === undefined) return;
        changePower.mutate({ ...scope, powerId: power.id, moneyUsd, noticedBy, note, rowVersion: power.rowVersion });
      }}
    >
      {failed !== null && (
        <Callout title="Not saved" live>
          {problemOf(failed).message}
        </Callout>
      )}
      <Field
        label="Money it reaches, USD"
        error={moneyUsd === undefined ? "Write a sum in USD." : undefined}
        help="Leave it empty to count the assets behind it."
      >
        <Input value={money} inputMode="decimal" onChange={(event) => setMoney(event.target.value)} />
      </Field>
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        <Field label="Would its use be noticed">
          <Select
            value={nobody}
            onValueChange={setNobody}
            options={[
              { value: "unknown", label: "Not stated" },
              { value: "nobody", label: "By nobody" },
              { value: "named", label: "Yes" },
            ]}
          />
        </Field>
        {nobody === "named" && (
          <Field label="By whom or what" required>
            <Input value={noticed} maxLength={200} onChange={(event) => setNoticed(event.target.value)} />
          </Field>
        )}
      </div>
      <Field label="Note">
        <Textarea value={note} rows={2} maxLength={1000} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={changePower.isPending}>
          Save power
        </Button>
        {power.origin === "person" && (
          <ConfirmDialog
            trigger={<Button variant="ghost">Remove</Button>}
            title="Take this power off the map?"
            description="The audit log keeps what it was."
            keep="Keep it"
            verb="Remove"
            busy={removePower.isPending}
            onConfirm={() => removePower.mutate({ ...scope, powerId: power.id, rowVersion: power.rowVersion })}
          />
        )}
      </div>
    </form>
  );
}
