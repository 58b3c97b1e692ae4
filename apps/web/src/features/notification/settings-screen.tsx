"use client";
import { type Choices, instantOf, isZone, localTime, type OwnSettings } from "@redoubt/domain/notification";
import { Button, Callout, Field, Input, notify, Section, Select, Switch } from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { issueFor, problemOf } from "#trpc/problem.ts";
import { MailNote } from "./mail-note.tsx";
import { ProjectBoxes } from "./project-boxes.tsx";
import { TestMessage } from "./test-message.tsx";
import { ClockField, ZoneField } from "./time-fields.tsx";
import { CHOICE_WORDS, NEWS_ORDER, NEWS_WORDS } from "./words.ts";

/** What a person wants to be sent, when, and what not. */
export function SettingsScreen({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.notification.settings.queryOptions({ organization }));
  return <SettingsForm key={data.rowVersion} organization={organization} settings={data} />;
}

/** Nine in the evening to seven: what one gets by switching quiet hours on. */
const NIGHT = { from: 1260, to: 420 };

function SettingsForm({ organization, settings }: { organization: string; settings: OwnSettings }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [draft, setDraft] = useState(settings);
  const change = (part: Partial<OwnSettings>): void => setDraft((before) => ({ ...before, ...part }));
  const test = useMutation(trpc.notification.testMail.mutationOptions());
  const save = useMutation(
    trpc.notification.saveSettings.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(trpc.notification.pathFilter());
        notify("Settings saved");
      },
    }),
  );
  const problem = save.error === null ? null : problemOf(save.error);
  const { mail, choices, digestAt, zone, quiet, mutedUntil, mutedProjects, rowVersion } = draft;
  const submit = (): void =>
    save.mutate({ organization, mail, choices, digestAt, zone, quiet, mutedUntil, mutedProjects, rowVersion });
  return (
    <form
      aria-label="What I want to be sent"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Section title="Mail">
        <div className="flex max-w-[720px] flex-col gap-3">
          <MailNote settings={settings} />
          <Switch
            label="Send me mail"
            description={`To ${settings.address}. The inbox here stays as it is.`}
            checked={mail}
            onCheckedChange={(on) => change({ mail: on })}
          />
          <TestMessage
            organization={organization}
            label="Send me a test mail"
            disabled={!settings.canMail}
            send={() => test.mutateAsync({ organization })}
          />
        </div>
      </Section>
      <Section title="What">
        <ul className="max-w-[720px]">
          {NEWS_ORDER.map((news) => (
            <NewsRow key={news} news={news} choices={choices} onChange={(next) => change({ choices: next })} />
          ))}
        </ul>
        <p className="mt-2 max-w-[620px] text-12 text-ink-3">
          Alerts of P2 or worse and incidents always come at once, in the quiet hours too. What you do yourself, backlog
          that was not given to you, and what only other branches show is never sent.
        </p>
      </Section>
      <Section title="When">
        <div className="flex max-w-[720px] flex-col gap-4">
          <div className="flex flex-wrap items-start gap-4">
            <ClockField label="Digest at" value={digestAt} onChange={(minutes) => change({ digestAt: minutes })} />
            <ZoneField value={zone} onChange={(next) => change({ zone: next })} error={issueFor(problem, "zone")} />
          </div>
          <Switch
            label="Quiet hours"
            description="What comes at once waits until they end, as one message."
            checked={quiet !== null}
            onCheckedChange={(on) => change({ quiet: on ? NIGHT : null })}
          />
          {quiet !== null && (
            <div className="flex flex-wrap gap-4">
              <ClockField label="From" value={quiet.from} onChange={(from) => change({ quiet: { ...quiet, from } })} />
              <ClockField label="Until" value={quiet.to} onChange={(to) => change({ quiet: { ...quiet, to } })} />
            </div>
          )}
        </div>
      </Section>
      <Section title="Mute">
        <div className="flex max-w-[720px] flex-col gap-4">
          <MuteUntil
            zone={isZone(zone) ? zone : settings.zone}
            value={mutedUntil}
            onChange={(until) => change({ mutedUntil: until })}
          />
          {settings.projects.length > 0 && (
            <ProjectBoxes
              legend="Send me nothing of these projects"
              projects={settings.projects}
              chosen={mutedProjects}
              onChange={(projects) => change({ mutedProjects: projects })}
            />
          )}
        </div>
      </Section>
      <Section>
        <div className="flex flex-col items-start gap-3 pt-4">
          {problem !== null && issueFor(problem, "zone") === undefined && (
            <Callout title="Not saved" live>
              {problem.message}
            </Callout>
          )}
          <Button type="submit" variant="primary" busy={save.isPending}>
            Save
          </Button>
        </div>
      </Section>
    </form>
  );
}

function NewsRow({
  news,
  choices,
  onChange,
}: {
  news: keyof Choices;
  choices: Choices;
  onChange: (choices: Choices) => void;
}): ReactNode {
  const { label, description } = NEWS_WORDS[news];
  const calm = news === "due" || news === "rest";
  const options = (calm ? (["digest", "never"] as const) : (["now", "digest", "never"] as const)).map((choice) => ({
    value: choice,
    label: CHOICE_WORDS[choice],
  }));
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line py-2 first:border-t-0">
      <div className="min-w-0 flex-1 phone:basis-full">
        <div>{label}</div>
        <div className="text-12 text-ink-3">{description}</div>
      </div>
      <Select
        label={label}
        className="w-40"
        value={choices[news]}
        options={options}
        onValueChange={(value) => {
          const choice = options.find((option) => option.value === value)?.value;
          if (choice !== undefined) onChange({ ...choices, [news]: choice });
        }}
      />
    </li>
  );
}

/** A day on which the silence ends, on the person's own calendar. */
function MuteUntil({
  zone,
  value,
  onChange,
}: {
  zone: string;
  value: Date | null;
  onChange: (until: Date | null) => void;
}) {
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Field label="Send me nothing until" className="w-44">
        <Input
          type="date"
          value={value === null ? "" : localTime(value, zone).day}
          onChange={(event) => {
            const day = event.target.value;
            onChange(day === "" ? null : instantOf({ day, minutes: 0 }, zone));
          }}
        />
      </Field>
      {value !== null && (
        <Button variant="ghost" onClick={() => onChange(null)}>
          Unmute
        </Button>
      )}
    </div>
  );
}
