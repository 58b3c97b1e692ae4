"use client";
import { DropdownMenu, MenuItem, MenuLabel } from "@redoubt/ui";
import { Check, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import type { FrameData } from "./frame-data.ts";
import { Logo } from "./logo.tsx";
import { paths } from "./paths.ts";

/** The name of the organization on screen, and the way to another one. */
export function OrganizationSwitcher({ data }: { data: FrameData }) {
  return (
    <DropdownMenu
      label="Organizations"
      width={200}
      trigger={
        <button
          type="button"
          aria-label={`Organization ${data.organization.name}, switch`}
          className="flex h-9 w-full min-w-0 items-center gap-2 rounded-2 px-2 text-left font-semibold hover:bg-hover data-[state=open]:bg-hover phone:h-touch"
        >
          <Logo />
          <span className="side-label truncate">{data.organization.name}</span>
          <ChevronsUpDown aria-hidden="true" className="side-label ml-auto size-3.5 text-ink-3" />
        </button>
      }
    >
      <MenuLabel>Organizations</MenuLabel>
      {data.organizations.map((organization) => (
        <MenuItem key={organization.slug} asChild>
          <Link href={paths.organization(organization.slug)}>
            <span className="min-w-0 flex-1 truncate">{organization.name}</span>
            {organization.slug === data.organization.slug && <Check aria-label="on screen" className="size-3.5" />}
          </Link>
        </MenuItem>
      ))}
    </DropdownMenu>
  );
}
