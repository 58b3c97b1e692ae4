"use client";
import { Avatar, DropdownMenu, MenuItem, MenuLabel, MenuRadio, MenuSeparator } from "@redoubt/ui";
import { LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import Link from "next/link";
import { useRef } from "react";
import { parseThemeChoice } from "./theme.ts";
import { useTheme } from "./use-theme.ts";

const THEMES = [
  { value: "system", label: "As the system", icon: <Monitor aria-hidden="true" /> },
  { value: "light", label: "Light", icon: <Sun aria-hidden="true" /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden="true" /> },
];

/** Who is signed in: account, theme, sign out. */
export function UserMenu({ user }: { user: { name: string; email: string } }) {
  const [theme, setTheme] = useTheme();
  const signOut = useRef<HTMLFormElement>(null);
  return (
    <>
      <DropdownMenu
        label="Account and theme"
        side="top"
        width={200}
        trigger={
          <button type="button" className="side-link" title={user.name}>
            <Avatar name={user.name} decorative />
            <span className="side-label">{user.name}</span>
          </button>
        }
      >
        <div className="px-2 py-1.5">
          <div className="font-medium">{user.name}</div>
          <div className="max-w-56 truncate text-12 text-ink-3">{user.email}</div>
        </div>
        <MenuItem asChild>
          <Link href="/account">
            <UserRound aria-hidden="true" />
            Account
          </Link>
        </MenuItem>
        <MenuSeparator />
        <MenuLabel>Theme</MenuLabel>
        <MenuRadio value={theme} onValueChange={(value) => setTheme(parseThemeChoice(value))} options={THEMES} />
        <MenuSeparator />
        <MenuItem icon={<LogOut aria-hidden="true" />} onSelect={() => signOut.current?.requestSubmit()}>
          Sign out
        </MenuItem>
      </DropdownMenu>
      <form ref={signOut} method="post" action="/api/sign-out" hidden />
    </>
  );
}
