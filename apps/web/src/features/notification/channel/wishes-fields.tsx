"use client";
import type { NewsSeverity } from "@redoubt/domain/notification";
import { Field, Input, RadioGroup, Select, Switch } from "@redoubt/ui";
import { ProjectBoxes } from "../project-boxes.tsx";
import { ClockField, ZoneField } from "../time-fields.tsx";
import { SEVERITY_OPTIONS } from "../words.ts";

/** What a channel is called and told. */
export interface ChannelWishes {
  readonly name: string;
  /** Short names; empty for all. */
  readonly projects: readonly string[];
  readonly threshold: NewsSeverity;
  readonly digest: boolean;
  readonly digestAt: number;
  readonly zone: string;
}

export interface WishesFieldsProps {
  wishes: ChannelWishes;
  onChange: (part: Partial<ChannelWishes>) => void;
  projects: readonly { slug: string; name: string }[];
  /** Whether only some projects are told of; apart from the list, which may be empty for a moment. */
  some: boolean;
  onSome: (some: boolean) => void;
  errorOf: (field: string) => string | undefined;
}

/** Name, projects, severity and digest of a channel. */
export function WishesFields({ wishes, onChange, projects, some, onSome, errorOf }: WishesFieldsProps) {
  return (
    <>
      <Field label="Name" required error={errorOf("name")}>
        <Input
          value={wishes.name}
          maxLength={80}
          required
          placeholder="Security team"
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </Field>
      <Field label="Findings from" help="Below it nothing is told here.">
        <Select
          value={wishes.threshold}
          options={SEVERITY_OPTIONS}
          onValueChange={(value) => {
            const option = SEVERITY_OPTIONS.find((each) => each.value === value);
            if (option !== undefined) onChange({ threshold: option.value });
          }}
        />
      </Field>
      <RadioGroup
        label="Projects"
        inline
        value={some ? "some" : "all"}
        onValueChange={(value) => onSome(value === "some")}
        options={[
          { value: "all", label: "All projects" },
          { value: "some", label: "Some of them" },
        ]}
      />
      {some && (
        <ProjectBoxes
          legend="Projects"
          projects={projects}
          chosen={wishes.projects}
          onChange={(chosen) => onChange({ projects: chosen })}
        />
      )}
      <Switch
        label="Digest"
        description="Once a day, everything that was not told at once. None on a day without news."
        checked={wishes.digest}
        onCheckedChange={(digest) => onChange({ digest })}
      />
      {wishes.digest && (
        <div className="flex flex-wrap items-start gap-4">
          <ClockField label="Digest at" value={wishes.digestAt} onChange={(digestAt) => onChange({ digestAt })} />
          <ZoneField value={wishes.zone} onChange={(zone) => onChange({ zone })} error={errorOf("zone")} />
        </div>
      )}
    </>
  );
}
