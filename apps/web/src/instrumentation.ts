import type { Instrumentation } from "next";

// NEXT_RUNTIME is a constant of the build: for the edge runtime, which nothing here uses, this file becomes empty.
// Loaded late, so that a build, which has no environment, can read it.

/** Once per process, before the first request: refuses a bad environment, notes peers, prepares the end. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { start } = await import("./server/start.ts");
    start();
  }
}

/** Errors in pages: under the digest that the reader sees as reference. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { logPageError } = await import("./server/start.ts");
    logPageError(error, request, context);
  }
};
