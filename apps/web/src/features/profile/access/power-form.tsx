"use client";
import { POWER_KINDS, POWER_WORDS, type PowerKind } from "@redoubt/domain/profile";
import { EditForm, Field, Input, Section, Select } from "@redoubt/ui";
import { useState } from "react";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../words.ts";
import type { AccessMap } from "./access-screen.tsx";
import { readNumber } from "../read-number.ts";
import { useAccessChanges } from "./use-access.ts";

const KINDS = POWER_KINDS.map((value) => ({ value, label: POWER_WORDS[value].title }));
const NOBODY = "nobody";

/** A power that no code shows. */
export function PowerForm({ scope, map, onDone }: { scope: ProjectScope; map: AccessMap; onDone: () => void }) {
  const [kind, setKind] = useState<PowerKind>("ship");
  const [subject, setSubject] = useState("");
  const [guard, setGuard] = useState("");
  const [holder, setHolder] = useState(NOBODY);
  const [money, setMoney] = useState("");
  const [tried, setTried] = useState(false);
  const { addPower } = useAccessChanges(onDone);
  const moneyUsd = readNumber(money);
  const problems = {
    subject: subject.trim() === "" ? "Say what it is over." : undefined,
    guard: guard.trim() === "" ? "Say what the key or account is called." : undefined,
    money: moneyUsd === undefined ? "Write a sum in USD." : undefined,
  };
  const submit = (): void => {
    setTried(true);
    if (problems.subject !== undefined || problems.guard !== undefined || moneyUsd === undefined) return;
    const holderId = holder === NOBODY ? null : holder;
    addPower.mutate({ ...scope, kind, subject, guard, holderId, moneyUsd, noticedBy: null, note: "" });
  };
  const holders = map.holders.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Section title="A power that no code shows">
      <EditForm
        label="New power"
        verb="Add power"
        busy={addPower.isPending}
        problem={addPower.error && problemOf(addPower.error).message}
        onSubmit={submit}
        onClose={onDone}
        className="pb-2"
      >
        <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
          <Field label="What it can do" required>
            <Select
              value={kind}
              onValueChange={(value) => setKind(POWER_KINDS.find((each) => each === value) ?? kind)}
              options={KINDS}
            />
          </Field>
          <Field label="Over what" required error={tried ? problems.subject : undefined}>
            <Input
              value={subject}
              maxLength={200}
              placeholder="Front end"
              onChange={(event) => setSubject(event.target.value)}
            />
          </Field>
          <Field label="Key or account" required error={tried ? problems.guard : undefined}>
            <Input
              value={guard}
              maxLength={200}
              placeholder="Deployer CI"
              onChange={(event) => setGuard(event.target.value)}
            />
          </Field>
          <Field label="Who holds it" required>
            <Select
              value={holder}
              onValueChange={setHolder}
              options={[{ value: NOBODY, label: "Nobody knows yet" }, ...holders]}
            />
          </Field>
        </div>
        <Field
          label="Money it reaches, USD"
          error={tried ? problems.money : undefined}
          help="Leave it empty to count the assets of that name, or everything where there is none."
        >
          <Input value={money} inputMode="decimal" onChange={(event) => setMoney(event.target.value)} />
        </Field>
      </EditForm>
    </Section>
  );
}
