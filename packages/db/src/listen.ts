import pg from "pg";
import { type Announcement, NOTIFY_CHANNEL } from "./contexts.ts";

/** Announcements of other transactions, over one connection for the whole process. */
export interface Bus {
  /** Calls back for each announcement until the returned function is called. */
  subscribe(listener: (message: Announcement) => void): () => void;
  /** Calls back after a reconnect: announcements may have been missed, so read again. */
  onGap(listener: () => void): () => void;
  close(): Promise<void>;
}

/** Listens with its own connection and reconnects by itself, one try a second. */
export function createBus(url: string): Bus {
  const listeners = new Set<(message: Announcement) => void>();
  const gaps = new Set<() => void>();
  let client: pg.Client | undefined;
  let closed = false;
  let connectedBefore = false;

  async function connect(): Promise<void> {
    if (closed) return;
    const next = new pg.Client({ connectionString: url, keepAlive: true });
    next.on("error", () => retry(next));
    next.on("end", () => retry(next));
    next.on("notification", (notification) => {
      const message = parse(notification.payload);
      if (message !== undefined) for (const listener of [...listeners]) listener(message);
    });
    try {
      await next.connect();
      await next.query(`LISTEN ${NOTIFY_CHANNEL}`);
    } catch {
      retry(next);
      return;
    }
    client = next;
    if (connectedBefore) for (const gap of [...gaps]) gap();
    connectedBefore = true;
  }

  const retried = new WeakSet<pg.Client>();
  function retry(from: pg.Client): void {
    if (closed || retried.has(from)) return;
    retried.add(from);
    if (client === from) client = undefined;
    from.end().catch(() => undefined);
    setTimeout(() => void connect(), 1000).unref();
  }

  void connect();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onGap(listener) {
      gaps.add(listener);
      return () => gaps.delete(listener);
    },
    async close() {
      closed = true;
      await client?.end().catch(() => undefined);
    },
  };
}

function parse(payload: string | undefined): Announcement | undefined {
  if (payload === undefined) return undefined;
  try {
    return JSON.parse(payload) as Announcement;
  } catch {
    return undefined;
  }
}
