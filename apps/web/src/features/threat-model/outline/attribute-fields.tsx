"use client";
import type { Attributes, KnownAttribute } from "@redoubt/domain/threat-model";
import { Field, FieldSet, Input, Select } from "@redoubt/ui";

const UNKNOWN = "unknown";
const ANSWERS = [
  { value: UNKNOWN, label: "not said" },
  { value: "yes", label: "yes" },
  { value: "no", label: "no" },
];

export interface AttributeFieldsProps {
  readonly known: readonly KnownAttribute[];
  readonly value: Attributes;
  readonly onChange: (attributes: Attributes) => void;
}

/** Facts that generators ask for; what nobody has said stays unknown. Other facts are kept as they are. */
export function AttributeFields({ known, value, onChange }: AttributeFieldsProps) {
  if (known.length === 0) return null;
  const set = (key: string, next: boolean | number | string | undefined): void => {
    const { [key]: _, ...rest } = value;
    onChange(next === undefined ? rest : { ...rest, [key]: next });
  };
  return (
    <details>
      <summary className="text-ink-2 hover:text-ink">Facts ({Object.keys(value).length})</summary>
      <FieldSet legend="What generators ask for" className="mt-2">
        <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
          {known.map(({ key, label, type }) => (
            <Field key={key} label={label}>
              {type === "yes-no" ? (
                <Select
                  value={value[key] === undefined ? UNKNOWN : value[key] === true ? "yes" : "no"}
                  onValueChange={(said) => set(key, said === UNKNOWN ? undefined : said === "yes")}
                  options={ANSWERS}
                />
              ) : (
                <Input
                  inputMode={type === "number" ? "decimal" : "text"}
                  maxLength={2000}
                  value={String(value[key] ?? "")}
                  onChange={({ target: { value: text } }) => set(key, readValue(type, text))}
                />
              )}
            </Field>
          ))}
        </div>
      </FieldSet>
    </details>
  );
}

function readValue(type: "number" | "text", text: string): number | string | undefined {
  if (text.trim() === "") return undefined;
  if (type === "text") return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
