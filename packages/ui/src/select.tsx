"use client";
import { ChevronDown } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { cn } from "./cn.ts";
import { useFieldControl } from "./field.tsx";
import { late, useOpening } from "./late/late.tsx";

const LIST = late(() => import("./late/select.tsx"));
const OPENING_KEYS = new Set(["Enter", " ", "ArrowDown", "ArrowUp"]);

export interface SelectOption {
  /** Not the empty string: that means "nothing chosen". */
  value: string;
  label: ReactNode;
  /** One line under the label, in the list only. */
  description?: ReactNode;
  /** The text for type-ahead, when the label is not plain text. */
  text?: string;
  disabled?: boolean;
}

export interface SelectGroup {
  heading: string;
  options: readonly SelectOption[];
}

export interface SelectProps {
  options?: readonly SelectOption[];
  groups?: readonly SelectGroup[];
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  /** With a name the value is sent with the form. */
  name?: string;
  placeholder?: string;
  /** The accessible name, where no `Field` gives one. */
  label?: string;
  id?: string;
  size?: "md" | "lg";
  /** Without an edge, for filter bars: "Group: threat". */
  bare?: boolean;
  disabled?: boolean;
  required?: boolean;
  className?: string;
}

/** One choice from a list; arrow keys and type-ahead as in a native one. */
export function Select(props: SelectProps) {
  const { part, isOpen, change } = useOpening(LIST, {});
  if (part !== undefined) return <part.SelectWindow {...props} open={isOpen} onOpenChange={change} />;
  return <ShutSelect {...props} onOpen={() => change(true)} />;
}

/** The control as it stands until its list has come. */
function ShutSelect({ onOpen, ...props }: SelectProps & { onOpen: () => void }) {
  const { options = [], groups = [], size = "md", bare, label, placeholder, className, name, disabled } = props;
  const { required, ...field } = useFieldControl({ id: props.id, required: props.required });
  const value = props.value ?? props.defaultValue ?? "";
  const chosen = [...options, ...groups.flatMap((group) => group.options)].find((each) => each.value === value);
  const reach = () => void LIST.fetch().catch(() => undefined);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!OPENING_KEYS.has(event.key)) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <>
      <button
        type="button"
        role="combobox"
        {...field}
        aria-label={label}
        aria-expanded={false}
        aria-haspopup="listbox"
        aria-autocomplete="none"
        aria-required={required}
        data-state="closed"
        data-placeholder={chosen === undefined ? "" : undefined}
        data-invalid={field["aria-invalid"]}
        disabled={disabled}
        className={cn(bare ? "btn btn-ghost" : "in", size === "lg" && "in-lg", className)}
        onPointerEnter={reach}
        onFocus={reach}
        onKeyDown={onKeyDown}
        // A click on its label gives it the focus alone.
        onClick={(event) => event.detail > 0 && onOpen()}
      >
        <span className="min-w-0 flex-1 truncate text-left">{chosen?.label ?? placeholder}</span>
        <ChevronDown aria-hidden="true" className="size-3.5 text-ink-3" />
      </button>
      {name !== undefined && <input type="hidden" name={name} value={value} />}
    </>
  );
}
