import type { Instrumentation } from "next";

// Loaded late, so that a build, which has no environment, can read this file.

/** Once per process, before the first request: refuses a bad environment, notes peers, prepares the end. */
export async function register(): Promise<void> {
  const { start } = await import("./server/start.ts");
  start();
}

/** Errors in pages: under the digest that the reader sees as reference. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  const { logPageError } = await import("./server/start.ts");
  logPageError(error, request, context);
};
