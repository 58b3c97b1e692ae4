"use client";
import { type AccessRow, people, span, usd, whatFalls } from "@redoubt/domain/profile";
import { Avatar, Button, Checkbox, Section, Table, Td, Th, Tr } from "@redoubt/ui";
import type { AccessMap } from "./access-screen.tsx";

export interface PeoplePartProps {
  readonly rows: readonly AccessRow[];
  readonly assets: AccessMap["assets"];
  /** Names of those whose keys are thought lost. */
  readonly fallen: ReadonlySet<string>;
  readonly onFallen: (names: ReadonlySet<string>) => void;
}

const MOST_COLUMNS = 8;

/** Who holds a key of what, and what an attacker could do who has the keys of some. */
export function PeoplePart({ rows, assets, fallen, onFallen }: PeoplePartProps) {
  const persons = people(rows);
  if (persons.length === 0) return null;
  const columns = rows.filter((row) => !row.folded).slice(0, MOST_COLUMNS);
  const toggle = (name: string): void => {
    const next = new Set(fallen);
    if (!next.delete(name)) next.add(name);
    onFallen(next);
  };
  return (
    <Section
      title="What if a key falls"
      note="tick whose keys an attacker has"
      quiet
      flush
      actions={
        fallen.size > 0 && (
          <Button variant="ghost" onClick={() => onFallen(new Set())}>
            Nobody
          </Button>
        )
      }
    >
      <Outcome rows={rows} assets={assets} fallen={fallen} />
      <Table label="By person">
        <thead>
          <tr>
            <Th>Person or account</Th>
            {columns.map(({ power, title }) => (
              <Th key={power.id} className="max-w-32 text-center!">
                <span className="block truncate" title={`${title}, ${power.subject}`}>
                  {title}
                </span>
                <span className="block truncate text-12 font-normal text-ink-3">{power.subject}</span>
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {persons.map(({ name, powers }) => (
            <Tr key={name} selected={fallen.has(name)} hover={false}>
              <Td>
                <span className="flex items-center gap-2">
                  <Checkbox
                    aria-label={`${name} has fallen`}
                    checked={fallen.has(name)}
                    onCheckedChange={() => toggle(name)}
                  />
                  <Avatar name={name} size="sm" decorative />
                  <span className="truncate">{name}</span>
                </span>
              </Td>
              {columns.map(({ power }) => (
                <Td key={power.id} className="text-center">
                  {powers.has(power.id) ? (
                    <span
                      role="img"
                      aria-label="holds a key"
                      className="inline-block size-2.5 rounded-[2px] bg-claimed"
                    />
                  ) : (
                    <span role="img" aria-label="no key" className="inline-block size-1 rounded-full bg-line-strong" />
                  )}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function Outcome({ rows, assets, fallen }: Omit<PeoplePartProps, "onFallen">) {
  if (fallen.size === 0) return null;
  const { rows: usable, usd: money, delaySeconds } = whatFalls(rows, fallen, assets);
  const names = [...fallen].join(", ");
  return (
    <p role="status" className="px-6 pb-3 text-14 phone:px-4">
      {usable.length === 0 ? (
        <>With the keys of {names} nothing can be done yet.</>
      ) : (
        <>
          With the keys of {names}{" "}
          <b className="font-medium">
            {usable.length} {usable.length === 1 ? "power" : "powers"}
          </b>{" "}
          can be used
          {money > 0 && (
            <>
              , which reach <b className="font-medium text-bad">{usd(money)}</b>
            </>
          )}
          {money > 0 && (delaySeconds === 0 ? ", at once" : `, after ${span(delaySeconds)}`)}:{" "}
          {usable
            .slice(0, 6)
            .map(({ title, power }) => `${title.toLowerCase()} (${power.subject})`)
            .join(", ")}
          {usable.length > 6 && " and more"}.
        </>
      )}
    </p>
  );
}
