const ASK_EVERY_MS = 1000;

/** Whether an attempt still holds what it works on; work that says nothing for a while learns by asking. */
export interface HoldWatch {
  /** Aborted when the attempt must stop: cancelled, taken over, or on shutdown. */
  readonly signal: AbortSignal;
  close(): void;
}

/** Asks once a second until it is closed. */
export function watchHold(
  holds: () => Promise<boolean>,
  options: { readonly signal: AbortSignal; readonly onError: (error: unknown) => void },
): HoldWatch {
  const lost = new AbortController();
  const timer = setInterval(() => {
    holds().then(
      (still) => !still && lost.abort(new Error("cancelled, or another attempt has taken over")),
      options.onError,
    );
  }, ASK_EVERY_MS);
  return { signal: AbortSignal.any([options.signal, lost.signal]), close: () => clearInterval(timer) };
}
