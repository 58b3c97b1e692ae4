"use client";
import { type CommandGroup, CommandPalette, IconButton, Kbd } from "@redoubt/ui";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { FrameData } from "./frame-data.ts";
import { useFoundFindings } from "./palette-findings.ts";
import { matching, placeCommands } from "./palette-places.ts";
import { useTheme } from "./use-theme.ts";

const never = () => () => undefined;

/** The box in the top bar and the window it opens; also by ⌘K or Ctrl K from anywhere. */
export function PaletteButton({ data }: { data: FrameData }) {
  const [open, setOpen] = useState(false);
  const apple = useSyncExternalStore(
    never,
    () => /Mac|iPhone|iPad/u.test(navigator.userAgent),
    () => false,
  );

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      setOpen((current) => !current);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="flex h-control w-[232px] items-center gap-2 rounded-2 border border-line-strong bg-surface pr-1.5 pl-2 text-ink-3 hover:border-line-control max-lg:w-44 phone:hidden"
      >
        <Search aria-hidden="true" className="size-3.5" />
        <span className="flex-1 text-left">Search or run</span>
        <Kbd suppressHydrationWarning>{apple ? "⌘K" : "Ctrl K"}</Kbd>
      </button>
      <IconButton label="Search or run" className="hidden phone:inline-grid" onClick={() => setOpen(true)}>
        <Search aria-hidden="true" />
      </IconButton>
      {open && <Palette data={data} onClose={() => setOpen(false)} />}
    </>
  );
}

function Palette({ data, onClose }: { data: FrameData; onClose: () => void }) {
  const router = useRouter();
  const [, setTheme] = useTheme();
  const [search, setSearch] = useState("");
  const found = useFoundFindings(data, search, (href) => router.push(href));

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
  const shown = [...matching(own, search), ...found.groups].map((group) => ({
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
