"use client";
import { type CommandGroup, CommandPalette } from "@redoubt/ui";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { FrameData } from "./frame-data.ts";
import { useFoundFindings } from "./palette-findings.ts";
import { matching, placeCommands } from "./palette-places.ts";
import { useFoundThreats } from "./palette-threats.ts";
import { useTheme } from "./use-theme.ts";

interface PaletteWindowProps {
  data: FrameData;
  /** What was typed before the window was there. */
  typed: string;
  onClose: () => void;
}

/** Places to go to, threats and findings by number or words, and themes. */
export function PaletteWindow({ data, typed, onClose }: PaletteWindowProps) {
  const router = useRouter();
  const [, setTheme] = useTheme();
  const [search, setSearch] = useState(typed);
  const found = useFoundFindings(data, search, (href) => router.push(href));
  const threats = useFoundThreats(data, search, (href) => router.push(href));

  const closing = (onSelect: () => void) => () => {
    onClose();
    onSelect();
  };
  const own: CommandGroup[] = [
    ...placeCommands(data, (href) => router.push(href)),
    {
      heading: "Theme",
      items: [
        { id: "theme-system", label: "Theme as the system", onSelect: () => setTheme("system") },
        { id: "theme-light", label: "Light theme", onSelect: () => setTheme("light") },
        { id: "theme-dark", label: "Dark theme", onSelect: () => setTheme("dark") },
      ],
    },
  ];
  const shown = [...matching(own, search), ...threats, ...found.groups].map((group) => ({
    ...group,
    items: group.items.map((item) => ({ ...item, onSelect: closing(item.onSelect) })),
  }));
  return (
    <CommandPalette
      open
      onOpenChange={(next) => !next && onClose()}
      groups={shown}
      search={search}
      onSearchChange={setSearch}
      loading={found.loading}
      filter={false}
    />
  );
}
