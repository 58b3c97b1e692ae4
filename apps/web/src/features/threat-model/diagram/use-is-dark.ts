"use client";
import { useSyncExternalStore } from "react";

const watch = (changed: () => void): (() => void) => {
  const query = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  query.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    query.removeEventListener("change", changed);
  };
};

function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
}

/** True while the page is dark, by choice or by the system. */
export function useIsDark(): boolean {
  return useSyncExternalStore(watch, isDark, () => false);
}
