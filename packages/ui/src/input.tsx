"use client";
import { Search, X } from "lucide-react";
import { type ComponentProps, type ReactNode, useRef } from "react";
import { cn } from "./cn.ts";
import { useFieldControl } from "./field.tsx";

export interface InputProps extends Omit<ComponentProps<"input">, "size"> {
  size?: "md" | "lg";
  /** An icon or a short word before the text. */
  leading?: ReactNode;
  /** A key, a unit or a small button after the text. */
  trailing?: ReactNode;
  /** For code, hashes, addresses, paths. */
  mono?: boolean;
}

/** One line of text; takes id, help and error from a `Field` around it. */
export function Input({ size = "md", leading, trailing, mono, className, ...rest }: InputProps) {
  const field = useFieldControl(rest);
  return (
    <span
      className={cn("in cursor-text", size === "lg" && "in-lg", className)}
      data-invalid={field["aria-invalid"]}
      onPointerDown={focusControl}
    >
      {leading}
      <input {...rest} {...field} className={cn("self-stretch", mono && "font-mono")} />
      {trailing}
    </span>
  );
}

export interface TextareaProps extends ComponentProps<"textarea"> {
  mono?: boolean;
}

/** Several lines of text; grows with its content from `rows` up. */
export function Textarea({ mono, className, rows = 3, ...rest }: TextareaProps) {
  const field = useFieldControl(rest);
  return (
    <span
      className={cn("in cursor-text py-1", className)}
      data-invalid={field["aria-invalid"]}
      onPointerDown={focusControl}
    >
      <textarea
        rows={rows}
        {...rest}
        {...field}
        className={cn("field-sizing-content max-h-96 resize-y", mono && "font-mono")}
        style={{ minHeight: `${rows * 20}px` }}
      />
    </span>
  );
}

export interface SearchInputProps extends Omit<InputProps, "type" | "value" | "onChange" | "leading"> {
  /** The accessible name. */
  label: string;
  value: string;
  onValueChange: (value: string) => void;
}

/** A controlled search box with a lens and, when filled, a button that empties it. */
export function SearchInput({ label, value, onValueChange, trailing, ref, ...rest }: SearchInputProps) {
  const own = useRef<HTMLInputElement>(null);
  return (
    <Input
      {...rest}
      ref={(node) => {
        own.current = node;
        if (typeof ref === "function") return ref(node);
        if (ref) ref.current = node;
      }}
      type="text"
      role="searchbox"
      aria-label={label}
      placeholder={rest.placeholder ?? label}
      value={value}
      onChange={(event) => onValueChange(event.target.value)}
      leading={<Search aria-hidden="true" />}
      trailing={
        value === "" ? (
          trailing
        ) : (
          <button
            type="button"
            aria-label="Clear"
            className="-mr-1 grid size-5 place-items-center rounded-1 text-ink-3 hover:text-ink phone:size-10"
            onClick={() => {
              onValueChange("");
              own.current?.focus();
            }}
          >
            <X aria-hidden="true" className="size-3.5" />
          </button>
        )
      }
    />
  );
}

/** The frame around the control is part of it: pressing the icon or the edge puts the caret in. */
function focusControl(event: React.PointerEvent<HTMLElement>): void {
  if (event.target !== event.currentTarget && !(event.target instanceof SVGElement)) return;
  if (event.target instanceof Element && event.target.closest("button, a") !== null) return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLElement>("input, textarea")?.focus();
}
