import type { Announcement, ProjectDeps } from "../../shared/server.ts";
import { isSettled } from "../lifecycle.ts";
import type { GetScanRequest, ScanRequestDetail } from "../schema.ts";
import { getScanRequest } from "./get-scan-request.ts";

/** Announcements of other transactions, as a process that listens has them. */
export interface Listening {
  subscribe(listener: (message: Announcement) => void): () => void;
  /** Calls back when announcements may have been missed. */
  onGap(listener: () => void): () => void;
}

export interface WaitOptions {
  /** At most so long; the request comes back as it is then. */
  readonly milliseconds: number;
  /** The asker is gone. */
  readonly signal?: AbortSignal;
}

/**
 * A request once it has ended or waits for a person, or as it is when the time is over; it is read again when its
 * announcement comes, never by the clock. No transaction is open while it waits. Throws scan.not-found.
 */
export async function waitForRequest(
  deps: ProjectDeps,
  listening: Listening,
  input: GetScanRequest,
  { milliseconds, signal }: WaitOptions,
): Promise<ScanRequestDetail> {
  let wake: () => void = () => undefined;
  let told = false;
  const tell = (): void => {
    told = true;
    wake();
  };
  // Listening begins before the first look, so that nothing is missed in between.
  const stops = [
    listening.subscribe((message) => {
      if (message.topic === "scan" && message.projectId === deps.projectId) tell();
    }),
    listening.onGap(tell),
  ];
  const over = AbortSignal.any([AbortSignal.timeout(milliseconds), ...(signal === undefined ? [] : [signal])]);
  over.addEventListener("abort", () => wake());
  try {
    for (;;) {
      told = false;
      const request = await getScanRequest(deps, input);
      if (isSettled(request.state) || over.aborted) return request;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (told || over.aborted) resolve();
      });
    }
  } finally {
    for (const stop of stops) stop();
  }
}
