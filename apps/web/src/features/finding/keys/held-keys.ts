"use client";
import { useEffect, useState } from "react";

type Press = (event: KeyboardEvent) => void;

/**
 * Keys that came before what they are about: they are kept in their order, and pressed once it is there. Letters that
 * follow a key which opens a field are typed into the field, so that no word of a note fires a key.
 */
export class HeldKeys {
  readonly #keys: string[] = [];
  #waits = false;
  #replays = false;
  #press: Press = () => undefined;

  onRelease(press: Press): void {
    this.#press = press;
  }

  wait(waits: boolean): void {
    this.#waits = waits;
    if (!waits) this.#drawn();
  }

  /** True when the key is kept; one that would begin to wait must decide something, all that follow are kept with it. */
  takes(event: KeyboardEvent, isDeciding: boolean): boolean {
    if (this.#replays) return false;
    if (this.#keys.length === 0 && !(this.#waits && isDeciding)) return false;
    event.preventDefault();
    if (event.key === "Escape") this.#keys.length = 0;
    else this.#keys.push(event.key);
    return true;
  }

  #next(): void {
    if (this.#waits) return;
    const key = this.#keys.shift();
    if (key === undefined) return;
    this.#replays = true;
    const field = document.activeElement;
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) type(field, key);
    else this.#press(new KeyboardEvent("keydown", { key, cancelable: true }));
    this.#replays = false;
    this.#drawn();
  }

  /** What a key can do, and the focus in what it opened, are there after the next drawing. */
  #drawn(): void {
    if (this.#keys.length > 0) requestAnimationFrame(() => requestAnimationFrame(() => this.#next()));
  }
}

function type(field: HTMLTextAreaElement | HTMLInputElement, key: string): void {
  const text = key === "Enter" ? "\n" : key;
  if (text.length !== 1) return;
  field.setRangeText(text, field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The keys that wait for what is loading. */
export function useHeldKeys(waits: boolean): HeldKeys {
  const [held] = useState(() => new HeldKeys());
  useEffect(() => held.wait(waits), [held, waits]);
  return held;
}
