"use client";
import { IconButton, Kbd } from "@redoubt/ui";
import { Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { flushSync } from "react-dom";
import type { FrameData } from "./frame-data.ts";

const load = () => import("./palette-window.tsx");
const PaletteWindow = lazy(async () => ({ default: (await load()).PaletteWindow }));
/** The page comes first; by then a person has hardly found the keys. */
const LOAD_AFTER_MS = 1500;
const never = () => () => undefined;

/** The box in the top bar and the window it opens; also by ⌘K or Ctrl K from anywhere. */
export function PaletteButton({ data }: { data: FrameData }) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const close = () => {
    setOpen(false);
    setTyped("");
  };
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
      // The next key may be a letter already: what takes it has to be there when this one ends.
      flushSync(() => {
        setTyped("");
        setOpen((current) => !current);
      });
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => undefined), LOAD_AFTER_MS);
    return () => clearTimeout(timer);
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
      {open && (
        <Suspense fallback={<WaitingBox onType={setTyped} onClose={close} />}>
          <PaletteWindow data={data} typed={typed} onClose={close} />
        </Suspense>
      )}
    </>
  );
}

/** Takes what is typed while the window is on its way. */
function WaitingBox({ onType, onClose }: { onType: (text: string) => void; onClose: () => void }) {
  return (
    <div className="float fixed inset-x-0 top-[12vh] z-50 mx-auto flex h-11 w-[calc(100vw-16px)] max-w-[600px] items-center gap-2.5 px-3 text-14 phone:top-2">
      <Search aria-hidden="true" />
      <input
        autoFocus
        aria-label="Search or run"
        placeholder="Search or run"
        className="min-w-0 flex-1 bg-transparent outline-none"
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && onClose()}
      />
    </div>
  );
}
