"use client";
import { clockOf, minutesOf } from "@redoubt/domain/notification";
import { Button, Field, Input } from "@redoubt/ui";
import { useEffect, useId, useState } from "react";

export interface ClockFieldProps {
  label: string;
  help?: string;
  /** Minutes after midnight. */
  value: number;
  onChange: (minutes: number) => void;
  disabled?: boolean;
}

/** A time of the day. */
export function ClockField({ label, help, value, onChange, disabled }: ClockFieldProps) {
  return (
    <Field label={label} help={help} className="w-32">
      <Input
        type="time"
        required
        disabled={disabled}
        value={clockOf(value)}
        onChange={(event) => {
          const minutes = minutesOf(event.target.value);
          if (minutes !== null) onChange(minutes);
        }}
      />
    </Field>
  );
}

export interface ZoneFieldProps {
  value: string;
  onChange: (zone: string) => void;
  error?: string | undefined;
}

/** A time zone by its name, with the one of this browser a press away. */
export function ZoneField({ value, onChange, error }: ZoneFieldProps) {
  const list = useId();
  const [zones, setZones] = useState<readonly string[]>([]);
  const [own, setOwn] = useState<string | null>(null);
  // Only the browser knows its zone, and its list may differ from the server's.
  useEffect(() => {
    setZones(Intl.supportedValuesOf("timeZone"));
    setOwn(Intl.DateTimeFormat().resolvedOptions().timeZone);
  }, []);
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Field label="Time zone" className="w-56" error={error}>
        <Input
          required
          list={list}
          value={value}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <datalist id={list}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      {own !== null && own !== value && (
        <Button variant="ghost" onClick={() => onChange(own)}>
          Use {own}
        </Button>
      )}
    </div>
  );
}
