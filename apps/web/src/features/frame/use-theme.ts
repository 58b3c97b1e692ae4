"use client";
import { useLayoutEffect, useSyncExternalStore } from "react";
import { THEME_COOKIE, type ThemeChoice, themeFromCookies } from "./theme.ts";

const DARK = "(prefers-color-scheme: dark)";
const YEAR = 31_536_000;
const CHANGED = "redoubt:theme";

function show(choice: ThemeChoice): void {
  const system = matchMedia(DARK).matches ? "dark" : "light";
  document.documentElement.dataset.theme = choice === "system" ? system : choice;
}

function choose(choice: ThemeChoice): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${THEME_COOKIE}=${choice}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
  show(choice);
  dispatchEvent(new Event(CHANGED));
}

function subscribe(onChange: () => void): () => void {
  const machine = matchMedia(DARK);
  const follow = () => {
    show(themeFromCookies(document.cookie));
    onChange();
  };
  addEventListener(CHANGED, onChange);
  machine.addEventListener("change", follow);
  return () => {
    removeEventListener(CHANGED, onChange);
    machine.removeEventListener("change", follow);
  };
}

/** The theme that was chosen, and how to choose another; follows the machine while it is `system`. */
export function useTheme(): [ThemeChoice, (choice: ThemeChoice) => void] {
  const choice = useSyncExternalStore(
    subscribe,
    () => themeFromCookies(document.cookie),
    () => "system" as const,
  );
  return [choice, choose];
}

/** Sets the theme where the document was drawn by the browser alone, as after an error on the server: no script of the head has run there. */
export function ThemeKeeper(): null {
  useLayoutEffect(() => {
    if (document.documentElement.dataset.theme === undefined) show(themeFromCookies(document.cookie));
  }, []);
  return null;
}
