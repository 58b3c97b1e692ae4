"use client";
import { useEffect } from "react";
import { deliver, type LiveEvent } from "./events.ts";

/**
 * The tab's one event stream, for the organization on screen. Closed while the tab is hidden; whenever it opens, the
 * first time too, announcements may have been missed since the page was read: listeners hear of a gap and read again.
 */
export function useLiveStream(organization: string): void {
  useEffect(() => {
    let source: EventSource | undefined;
    const close = (): void => {
      source?.close();
      source = undefined;
    };
    const open = (): void => {
      if (source !== undefined || document.hidden) return;
      source = new EventSource(`/api/o/${encodeURIComponent(organization)}/events`);
      source.addEventListener("open", () => deliver("gap"));
      source.addEventListener("gap", () => deliver("gap"));
      source.addEventListener("change", (event) => deliver(JSON.parse(event.data as string) as LiveEvent));
      // The server has ended it for a reason: the page asks anew and finds out which.
      source.addEventListener("end", () => {
        close();
        window.location.reload();
      });
    };
    const onVisibility = (): void => (document.hidden ? close() : open());
    open();
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      close();
    };
  }, [organization]);
}
