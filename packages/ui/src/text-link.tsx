import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

export interface TextLinkProps extends ComponentProps<"a"> {
  /** The single child is the link itself (a router's), and gets the looks. */
  asChild?: boolean;
}

/** A link in running text or at the end of a heading. */
export function TextLink({ asChild, className, ...rest }: TextLinkProps) {
  const Element = asChild ? Slot.Root : "a";
  return <Element className={cn("link", className)} {...rest} />;
}

/** A link that explains something the machine decided; never competes with an action. */
export function WhyLink({ asChild, className, ...rest }: TextLinkProps) {
  const Element = asChild ? Slot.Root : "a";
  return <Element className={cn("why", className)} {...rest} />;
}

/** As `WhyLink`, but a button: the trigger of a popover. */
export function WhyButton({ className, type, ...rest }: ComponentProps<"button">) {
  return <button type={type ?? "button"} className={cn("why", className)} {...rest} />;
}
