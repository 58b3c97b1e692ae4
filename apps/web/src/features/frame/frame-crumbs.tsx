"use client";
import { Breadcrumbs } from "@redoubt/ui";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { crumbsOf, type Surroundings } from "./crumbs.ts";
import { useToldName } from "./thing-name.ts";

/** The way to this page, from its address and from what the page calls itself. */
export function FrameCrumbs(surroundings: Surroundings) {
  const pathname = usePathname();
  const steps = crumbsOf(pathname, surroundings, useToldName(pathname));
  return (
    <Breadcrumbs
      className="flex-1 overflow-hidden"
      crumbs={steps.map(({ label, href }) => ({
        id: href ?? label,
        content: href === null ? label : <Link href={href}>{label}</Link>,
      }))}
    />
  );
}
