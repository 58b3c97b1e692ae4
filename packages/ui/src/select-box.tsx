import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

export interface SelectBoxProps extends Omit<ComponentProps<"button">, "type" | "role" | "children"> {
  /** What it selects. */
  "aria-label": string;
  /** "indeterminate" where some of what is below is selected. */
  selected: boolean | "indeterminate";
}

/** The box before a row of a list. No field of a form: its owner hears the click, and says what is selected. */
export function SelectBox({ selected, className, ...rest }: SelectBoxProps) {
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={selected === "indeterminate" ? "mixed" : selected}
      data-state={selected === "indeterminate" ? selected : selected ? "checked" : "unchecked"}
      className={cn("check", className)}
      {...rest}
    />
  );
}
