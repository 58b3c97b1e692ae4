"use client";
import { Breadcrumbs } from "@redoubt/ui";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { crumbsOf, type Surroundings } from "./crumbs.ts";

/** The way to this page, from its address. */
export function FrameCrumbs(surroundings: Surroundings) {
  const steps = crumbsOf(usePathname(), surroundings);
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
