"use client";
import { type DefenceControl, type MeasuredTime, roundMinutes, untilStopped } from "@redoubt/domain/economics";
import { Button, Section, Table, Tag, Td, Th, Tr } from "@redoubt/ui";
import { useState } from "react";
import { usePermissions } from "#features/project/index.ts";
import { useEconomics } from "../use-economics.ts";
import { type EconomicsPage, type ProjectScope, statedNumber, TIME_WORDS } from "../words.ts";
import { ControlForm } from "./control-form.tsx";
import { leverWords } from "./lever-words.ts";
import { RemoveControl, RemoveTime } from "./remove.tsx";
import { TimeForm } from "./time-form.tsx";

/** Limits and controls with what they cost and move; how long detecting, deciding and acting took. */
export function DefenceScreen({ organization, project }: ProjectScope) {
  const scope = { organization, project };
  const { page } = useEconomics(scope);
  const may = usePermissions(scope).has("economics:write");
  const [open, setOpen] = useState<string | null>(null);
  const close = (): void => setOpen(null);
  const add = (what: "control" | "time", words: string) =>
    may && open !== what && <Button onClick={() => setOpen(what)}>{words}</Button>;
  return (
    <>
      <Section
        title="Limits and controls"
        note="what each costs in a year, and which numbers it moves"
        actions={add("control", "Add a control")}
        flush={page.controls.length > 0 && open !== "control"}
      >
        {open === "control" && <ControlForm scope={scope} control={null} assets={page.assets} onDone={close} />}
        {page.controls.length === 0 ? (
          <p className="text-ink-3">None yet. The model counts what is in place, and orders what is planned.</p>
        ) : (
          <Controls page={page} scope={scope} may={may} open={open} onOpen={setOpen} />
        )}
      </Section>
      <Section
        title="Measured times"
        note="of incidents and drills, newest first"
        actions={add("time", "Add a time")}
        flush={page.times.length > 0 && open !== "time"}
      >
        {open === "time" && <TimeForm scope={scope} time={null} onDone={close} />}
        {page.times.length === 0 ? (
          <p className="text-ink-3">None yet: the model takes defaults, which know nothing of this team.</p>
        ) : (
          <Times page={page} scope={scope} may={may} open={open} onOpen={setOpen} />
        )}
      </Section>
    </>
  );
}

interface ListProps {
  page: EconomicsPage;
  scope: ProjectScope;
  may: boolean;
  open: string | null;
  onOpen: (id: string | null) => void;
}

function Controls({ page, scope, may, open, onOpen }: ListProps) {
  return (
    <Table label="Limits and controls" roomy className="min-w-[760px]">
      <thead>
        <tr>
          <Th>Control</Th>
          <Th>State</Th>
          <Th numeric>A year</Th>
          <Th>Moves</Th>
          <Th>Group</Th>
          <Th hideLabel>Actions</Th>
        </tr>
      </thead>
      <tbody>
        {page.controls.map((control) => (
          <ControlRow key={control.id} {...{ control, page, scope, may, onOpen }} isOpen={open === control.id} />
        ))}
      </tbody>
    </Table>
  );
}

function ControlRow({
  control,
  page,
  scope,
  may,
  isOpen,
  onOpen,
}: Omit<ListProps, "open"> & { control: DefenceControl; isOpen: boolean }) {
  return (
    <>
      <Tr hover={false} selected={isOpen}>
        <Td>
          <div className="font-medium">{control.name}</div>
          {control.note !== "" && <div className="text-12 text-ink-3">{control.note}</div>}
        </Td>
        <Td>
          <Tag tone={control.state === "in-place" ? "neutral" : "outline"}>
            {control.state === "in-place" ? "in place" : "planned"}
          </Tag>
        </Td>
        <Td numeric>${statedNumber(control.costUsd)}</Td>
        <Td>{leverWords(control.levers, page.assets).join("; ")}</Td>
        <Td>{control.group}</Td>
        <Td>
          {may && (
            <div className="flex gap-2">
              <Button aria-label={`Change ${control.name}`} onClick={() => onOpen(isOpen ? null : control.id)}>
                {isOpen ? "Close" : "Change"}
              </Button>
              <RemoveControl scope={scope} control={control} />
            </div>
          )}
        </Td>
      </Tr>
      {isOpen && (
        <tr>
          <td colSpan={6} className="bg-canvas px-6! py-3!">
            <ControlForm scope={scope} control={control} assets={page.assets} onDone={() => onOpen(null)} />
          </td>
        </tr>
      )}
    </>
  );
}

function Times({ page, scope, may, open, onOpen }: ListProps) {
  return (
    <Table label="Measured times" roomy className="min-w-[720px]">
      <thead>
        <tr>
          <Th>What</Th>
          <Th>Day</Th>
          <Th>Detect</Th>
          <Th>Decide</Th>
          <Th>Act</Th>
          <Th>Until pause</Th>
          <Th hideLabel>Actions</Th>
        </tr>
      </thead>
      <tbody>
        {page.times.map((time) => (
          <TimeRow key={time.id} {...{ time, scope, may, onOpen }} isOpen={open === time.id} />
        ))}
      </tbody>
    </Table>
  );
}

function TimeRow({
  time,
  scope,
  may,
  isOpen,
  onOpen,
}: Omit<ListProps, "open" | "page"> & { time: MeasuredTime; isOpen: boolean }) {
  return (
    <>
      <Tr hover={false} selected={isOpen}>
        <Td>
          <div className="font-medium">{time.name}</div>
          <div className="text-12 text-ink-3">{[TIME_WORDS[time.kind], time.note].filter(Boolean).join(": ")}</div>
        </Td>
        <Td>{time.happenedOn}</Td>
        <Td>{roundMinutes(time.detectMinutes)}</Td>
        <Td>{roundMinutes(time.decideMinutes)}</Td>
        <Td>{roundMinutes(time.actMinutes)}</Td>
        <Td className="font-medium">{roundMinutes(untilStopped(time))}</Td>
        <Td>
          {may && (
            <div className="flex gap-2">
              <Button aria-label={`Change ${time.name}`} onClick={() => onOpen(isOpen ? null : time.id)}>
                {isOpen ? "Close" : "Change"}
              </Button>
              <RemoveTime scope={scope} time={time} />
            </div>
          )}
        </Td>
      </Tr>
      {isOpen && (
        <tr>
          <td colSpan={7} className="bg-canvas px-6! py-3!">
            <TimeForm scope={scope} time={time} onDone={() => onOpen(null)} />
          </td>
        </tr>
      )}
    </>
  );
}
