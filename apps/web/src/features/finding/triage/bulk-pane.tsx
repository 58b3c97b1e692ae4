"use client";
import type { FindingSummary } from "@redoubt/domain/finding";
import { Button, DropdownMenu, Kbd, MenuItem, MenuSeparator, Progress } from "@redoubt/ui";
import { UserRound } from "lucide-react";
import type { Choice } from "../decision/choices.ts";
import { DecisionForm, type Person } from "../decision/decision-form.tsx";
import { SnoozeMenu } from "../decision/snooze-menu.tsx";
import { splitByAllowed } from "../deeds/outcome.ts";
import { shortcutsOf } from "../keys/keys.ts";
import { SeverityLevel } from "../tags.tsx";
import { countWords, findingLabel } from "../words.ts";
import { type BulkWork, bulkChoices } from "./bulk-work.ts";

export interface BulkPaneProps {
  readonly organization: string;
  readonly chosen: readonly FindingSummary[];
  readonly permissions: ReadonlySet<string>;
  readonly people: readonly Person[];
  readonly self: string | null;
  readonly work: BulkWork;
  readonly open: Choice | null;
  readonly onChoose: (choice: Choice) => void;
  readonly onClose: () => void;
  readonly onClear: () => void;
  readonly onShow: (id: string) => void;
}

/** One decision on everything that is selected, with one note; what it does not fit is left and named. */
export function BulkPane(props: BulkPaneProps) {
  const { chosen, permissions, people, self, work, open, onChoose, onClose, onClear } = props;
  const choices = bulkChoices(chosen, permissions);
  const projects = [...new Set(chosen.map((finding) => finding.project.slug))];
  const [project] = projects;
  return (
    <section aria-label="Decide on the selection" className="flex min-h-0 flex-1 flex-col overflow-y-auto px-4 py-3">
      <header className="flex items-center gap-2">
        <h2 aria-live="polite" className="text-16 font-semibold">
          {countWords(chosen.length, "finding")} selected
        </h2>
        <Button variant="ghost" className="ml-auto" aria-keyshortcuts={shortcutsOf("clear")} onClick={onClear}>
          Clear
        </Button>
      </header>
      <Mix chosen={chosen} />
      {work.progress !== null && (
        <div className="mt-3">
          <Progress
            label={`${work.progress.done} of ${work.progress.of} done`}
            value={work.progress.of === 0 ? null : work.progress.done / work.progress.of}
          />
          <p role="status" className="mt-1 text-12 text-ink-3">
            {work.progress.done} of {work.progress.of} done
          </p>
        </div>
      )}
      <Failures work={work} onShow={props.onShow} />
      <div className="mt-3">
        {open === null ? (
          <div className="grid grid-cols-2 gap-1.5">
            {choices.map((choice) => (
              <Button
                key={choice.id}
                className="justify-start"
                busy={work.progress !== null}
                aria-keyshortcuts={shortcutsOf(choice.id)}
                onClick={() => onChoose(choice)}
              >
                {choice.key !== null && <Kbd aria-hidden="true">{choice.key.toUpperCase()}</Kbd>}
                <span className="truncate">{choice.label}</span>
              </Button>
            ))}
          </div>
        ) : (
          <>
            <p className="mb-2 font-medium">
              {open.label}: {countWords(splitByAllowed(chosen, open, permissions).send.length, "finding")}
            </p>
            <DecisionForm
              key={open.id}
              choice={open}
              people={people}
              self={self}
              busy={work.progress !== null}
              onCancel={onClose}
              onDecide={(decision) => {
                work.decide(decision);
                onClose();
              }}
            />
          </>
        )}
      </div>
      {open === null && (
        <div className="mt-2 flex flex-wrap gap-1">
          {permissions.has("finding:assign") && <AssignMenu people={people} self={self} onAssign={work.assign} />}
          {permissions.has("finding:triage") && projects.length === 1 && project !== undefined && (
            <SnoozeMenu
              scope={{ organization: props.organization, project }}
              numbers={chosen.slice(0, 200).map(({ number }) => number)}
              until={null}
              onDone={onClear}
            />
          )}
        </div>
      )}
      {choices.length === 0 && permissions.has("finding:triage") && (
        <p className="text-12 text-ink-3">No decision fits any of them.</p>
      )}
      <p className="mt-3 text-12 text-ink-3">
        What a decision does not fit stays as it is and is named here. Undo takes all of it back.
      </p>
    </section>
  );
}

function Mix({ chosen }: { chosen: readonly FindingSummary[] }) {
  const counts = new Map<FindingSummary["severity"], number>();
  for (const { severity } of chosen) counts.set(severity, (counts.get(severity) ?? 0) + 1);
  return (
    <ul aria-label="By severity" className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
      {[...counts].map(([severity, count]) => (
        <li key={severity} className="flex items-center gap-1.5">
          <SeverityLevel severity={severity} />
          <span className="text-ink-3 tabular-nums">{count}</span>
        </li>
      ))}
    </ul>
  );
}

function Failures({ work, onShow }: { work: BulkWork; onShow: (id: string) => void }) {
  if (work.failed.length === 0) return null;
  return (
    <div role="alert" className="mt-3 rounded-2 border border-failed bg-bad-soft p-3">
      <div className="flex items-start gap-2">
        <p className="flex-1 font-medium">{countWords(work.failed.length, "finding")} not changed</p>
        <Button variant="ghost" className="h-6" onClick={work.forget}>
          Close
        </Button>
      </div>
      <ul className="mt-1 max-h-48 overflow-y-auto">
        {work.failed.map(({ finding, message }) => (
          <li key={finding.id} className="py-0.5 text-12">
            <button type="button" className="link" onClick={() => onShow(finding.id)}>
              {findingLabel(finding.number)}
            </button>{" "}
            {message}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface AssignMenuProps {
  people: readonly Person[];
  self: string | null;
  onAssign: (person: Person | null) => void;
}

function AssignMenu({ people, self, onAssign }: AssignMenuProps) {
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost" data-bulk-assign="" aria-keyshortcuts={shortcutsOf("assign")}>
          <UserRound aria-hidden="true" />
          Assign
          <Kbd aria-hidden="true">A</Kbd>
        </Button>
      }
    >
      {people.map((person) => (
        <MenuItem key={person.id} onSelect={() => onAssign(person)}>
          {person.id === self ? `${person.name} (me)` : person.name}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={() => onAssign(null)}>Nobody</MenuItem>
    </DropdownMenu>
  );
}
