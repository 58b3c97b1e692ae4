"use client";
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";
import { Field } from "./field.tsx";
import { Input } from "./input.tsx";

/** A link, or another text that is shown once, that was made just now, to be copied. */
export function LinkField({ link, help, label = "Link" }: { link: string; help: ReactNode; label?: string }) {
  return (
    <Field label={label} help={help}>
      <Input
        readOnly
        mono
        value={link}
        onFocus={(event) => event.target.select()}
        trailing={<CopyButton text={link} label={`Copy the ${label.toLowerCase()}`} />}
      />
    </Field>
  );
}
