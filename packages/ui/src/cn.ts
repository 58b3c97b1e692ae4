import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// The merger must know our scale, or it takes `text-13` for a colour and drops it beside `text-ink`.
const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ["12", "13", "14", "16", "20", "28"],
      radius: ["1", "2", "3"],
      shadow: ["1", "2", "3"],
      spacing: ["control", "control-lg", "touch", "row", "row-roomy", "topbar", "sidebar", "sidebar-narrow"],
    },
  },
});

/** Joins class names; of two utilities that set the same property the later one stays. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
