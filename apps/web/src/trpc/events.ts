"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

/** What the server announces: ids only; whoever shows the subject reads it again. */
export interface LiveEvent {
  readonly topic: string;
  readonly subjectId: string;
  readonly projectId?: string;
}

type Listener = (event: LiveEvent | "gap") => void;
const listeners = new Set<Listener>();
/** When each topic was last announced. */
const heard = new Map<string, number>();
/** What the server read for a page may be this old when the page is drawn. */
const ON_THE_WAY_MS = 30_000;

/** Called by the one stream of the tab for each announcement, and with "gap" when some may have been missed. */
export function deliver(event: LiveEvent | "gap"): void {
  if (event !== "gap") heard.set(event.topic, performance.now());
  for (const listener of [...listeners]) listener(event);
}

/** Calls back for each announcement of the organization on screen. */
export function useLiveEvents(listener: Listener): void {
  useEffect(() => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [listener]);
}

/**
 * Reads queries again when something of one of these topics changes; at most every 400 ms, and not before the last
 * answer is there: a stream of changes must not cancel every reading that it asks for. What was announced while a page
 * was on its way counts as well: its data may be from before.
 */
export function useLiveQueries(topics: readonly string[], keys: readonly (readonly unknown[])[]): void {
  const client = useQueryClient();
  const watched = JSON.stringify([topics, keys]);
  useEffect(() => {
    const [topicList, keyList] = JSON.parse(watched) as [string[], unknown[][]];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let reading = false;
    let again = false;
    const read = async (): Promise<void> => {
      timer = undefined;
      reading = true;
      await Promise.allSettled(keyList.map((queryKey) => client.invalidateQueries({ queryKey })));
      reading = false;
      if (again) wait();
    };
    const wait = (): void => {
      again = reading;
      if (!reading) timer ??= setTimeout(() => void read(), 400);
    };
    const listener: Listener = (event) => {
      if (event === "gap" || topicList.includes(event.topic)) wait();
    };
    listeners.add(listener);
    const since = performance.now() - ON_THE_WAY_MS;
    if (topicList.some((topic) => (heard.get(topic) ?? -Infinity) > since)) wait();
    return () => {
      listeners.delete(listener);
      again = false;
      clearTimeout(timer);
    };
  }, [client, watched]);
}
