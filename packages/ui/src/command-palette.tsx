"use client";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Highlight } from "./highlight.tsx";
import { Kbd } from "./small.tsx";

export interface CommandItem {
  id: string;
  /** Matched letters are shown in semi-bold. */
  label: string;
  icon?: ReactNode;
  /** At the end, in grey: what kind of thing, what it needs. */
  hint?: ReactNode;
  /** More words that find it. */
  keywords?: readonly string[];
  /** The key that does the same without the palette. */
  shortcut?: string;
  onSelect: () => void;
}

export interface CommandGroup {
  heading: string;
  items: readonly CommandItem[];
}

export interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly CommandGroup[];
  search: string;
  onSearchChange: (search: string) => void;
  placeholder?: string;
  /** More is on its way from the server. */
  loading?: boolean;
  /** Off when the groups come filtered for `search` already. */
  filter?: boolean;
  emptyText?: ReactNode;
}

/** Go to anything by name or number, run any action: one box over the page. */
export function CommandPalette(props: CommandPaletteProps) {
  const { open, onOpenChange, groups, search, onSearchChange, loading, filter = true } = props;
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="float fixed inset-x-0 top-[12vh] z-50 mx-auto w-[calc(100vw-16px)] max-w-[600px] overflow-hidden outline-none phone:top-2"
        >
          <Radix.Title className="sr-only">Command palette</Radix.Title>
          <Command label="Command palette" shouldFilter={filter} loop>
            <div className="flex h-11 items-center gap-2.5 border-b border-line px-3 text-14">
              <Search aria-hidden="true" />
              <Command.Input
                value={search}
                onValueChange={onSearchChange}
                placeholder={props.placeholder ?? "Search or run"}
                className="min-w-0 flex-1 bg-transparent outline-none"
              />
              <Kbd>esc</Kbd>
            </div>
            <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto px-1.5 pb-1.5">
              <Command.Empty className="px-1.5 py-4 text-ink-3">
                {loading ? "Searching…" : (props.emptyText ?? "Nothing has that name or number.")}
              </Command.Empty>
              {groups.map((group) => (
                <Command.Group
                  key={group.heading}
                  heading={group.heading}
                  className="[&_[cmdk-group-heading]]:px-1.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-0.5 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-ink-3"
                >
                  {group.items.map((item) => (
                    <Command.Item
                      key={item.id}
                      value={item.id}
                      keywords={[item.label, ...(item.keywords ?? [])]}
                      onSelect={item.onSelect}
                      className="group flex min-h-8 items-center gap-2.5 rounded-2 px-1.5 text-ink-2 select-none data-[selected=true]:bg-selected data-[selected=true]:text-ink phone:min-h-touch"
                    >
                      {item.icon}
                      <span className="min-w-0 flex-1 truncate">
                        <Highlight text={item.label} search={search} />
                      </span>
                      {item.hint && <span className="text-12 whitespace-nowrap text-ink-3">{item.hint}</span>}
                      {item.shortcut && <Kbd>{item.shortcut}</Kbd>}
                      <Kbd aria-hidden="true" className="hidden group-data-[selected=true]:inline-grid phone:hidden!">
                        ↵
                      </Kbd>
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
