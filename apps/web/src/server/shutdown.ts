import "server-only";

/** Open streams of this process; on globalThis because routes and instrumentation are separate bundles. */
function open(): Set<AbortController> {
  const slot = Symbol.for("redoubt.web.open-streams");
  const all = globalThis as unknown as Record<symbol, Set<AbortController> | undefined>;
  all[slot] ??= new Set();
  return all[slot];
}

/** Ends with the process; `done` forgets it. */
export function endsWithProcess(controller: AbortController): { done(): void } {
  open().add(controller);
  return { done: () => open().delete(controller) };
}

/** Ends all open streams: they would keep the server from closing. */
export function endStreams(): void {
  for (const controller of [...open()]) controller.abort();
}
