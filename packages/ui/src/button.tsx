import { Slot } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";
import { Spinner } from "./spinner.tsx";

export type ButtonVariant = "default" | "primary" | "ghost" | "danger" | "danger-fill";
export type ButtonSize = "md" | "lg";

interface ButtonLook {
  /** One `primary` in each region. */
  variant?: ButtonVariant;
  size?: ButtonSize;
}

/** The classes of a button, for an element that cannot be one of the components. */
export function buttonClass({ variant = "default", size = "md" }: ButtonLook = {}, className?: string): string {
  return cn("btn", variant !== "default" && `btn-${variant}`, size === "lg" && "btn-lg", className);
}

export interface ButtonProps extends ComponentProps<"button">, ButtonLook {
  /** Shows that work goes on; the button keeps its width and its focus, and takes no click. */
  busy?: boolean;
}

/** A button; its text is a verb. `type` is "button" unless told. */
export function Button({ variant, size, busy, className, type, onClick, children, ...rest }: ButtonProps) {
  return (
    <button
      type={type ?? "button"}
      className={buttonClass({ variant, size }, className)}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}

export interface LinkButtonProps extends ComponentProps<"a">, ButtonLook {
  /** The single child is the link itself (a router's), and gets the looks. */
  asChild?: boolean;
}

/** A link that looks like a button. */
export function LinkButton({ variant, size, asChild, className, ...rest }: LinkButtonProps) {
  const Element = asChild ? Slot.Root : "a";
  return <Element className={buttonClass({ variant, size }, className)} {...rest} />;
}

export interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label" | "children"> {
  /** The accessible name, also shown on hover. */
  label: string;
  children: ReactNode;
  /** A dot in the corner: something waits here. Say so in `label` too. */
  dot?: boolean;
}

/** A square button that holds one icon. */
export function IconButton({ label, dot, className, type, title, children, ...rest }: IconButtonProps) {
  return (
    <button
      type={type ?? "button"}
      aria-label={label}
      title={title ?? label}
      className={cn("iconbtn", className)}
      {...rest}
    >
      {children}
      {dot && (
        <span className="absolute top-[calc(50%-9px)] left-[calc(50%+1px)] box-content size-[7px] rounded-full border-[1.5px] border-surface bg-accent" />
      )}
    </button>
  );
}
