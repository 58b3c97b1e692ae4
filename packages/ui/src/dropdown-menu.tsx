"use client";
import { createContext, type ReactNode, use, useState } from "react";
import { late, LateTrigger, type Placement, useOpening } from "./late/late.tsx";
import type * as Menu from "./late/menu.tsx";
import type { MenuItemProps, MenuRadioProps } from "./late/menu.tsx";

export type { MenuItemProps, MenuRadioProps } from "./late/menu.tsx";

const MENU = late(() => import("./late/menu.tsx"));
const Parts = createContext<typeof Menu | null>(null);

function useParts(): typeof Menu {
  const parts = use(Parts);
  if (parts === null) throw new Error("a part of a menu stands outside a DropdownMenu");
  return parts;
}

export interface DropdownMenuProps extends Placement {
  /** A button of this package. */
  trigger: ReactNode;
  /** The accessible name; the trigger's unless told. */
  label?: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}

/** A list of deeds or places behind a button; fill it with the `Menu…` parts. */
export function DropdownMenu({ trigger, open, onOpenChange, children, ...rest }: DropdownMenuProps) {
  const { part, isOpen, change } = useOpening(MENU, { open, onOpenChange });
  const [byKey, setByKey] = useState(false);
  if (part === undefined) {
    const onOpen = (key: boolean) => {
      setByKey(key);
      change(true);
    };
    return (
      <LateTrigger part={MENU} popup="menu" onOpen={onOpen}>
        {trigger}
      </LateTrigger>
    );
  }
  return (
    <Parts value={part}>
      <part.MenuWindow trigger={trigger} open={isOpen} onOpenChange={change} byKey={byKey} {...rest}>
        {children}
      </part.MenuWindow>
    </Parts>
  );
}

/** One deed; with `asChild` and a link inside, one place. */
export function MenuItem(props: MenuItemProps) {
  const parts = useParts();
  return <parts.MenuItem {...props} />;
}

/** A line with a tick that stays open or shut by itself. */
export function MenuCheckbox(props: Parameters<typeof Menu.MenuCheckbox>[0]) {
  const parts = useParts();
  return <parts.MenuCheckbox {...props} />;
}

/** One of a few, ticked. */
export function MenuRadio(props: MenuRadioProps) {
  const parts = useParts();
  return <parts.MenuRadio {...props} />;
}

/** The small grey heading over some items. */
export function MenuLabel({ children }: { children: ReactNode }) {
  const parts = useParts();
  return <parts.MenuLabel>{children}</parts.MenuLabel>;
}

/** A hairline between groups of items. */
export function MenuSeparator() {
  const parts = useParts();
  return <parts.MenuSeparator />;
}
