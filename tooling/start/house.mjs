// Where things are and which Node runs them. Plain Node 20: nothing here may need node_modules.
import { existsSync } from "node:fs";
import path from "node:path";

/** The repository's root folder. */
export const ROOT = path.resolve(import.meta.dirname, "../..");

export const fromRoot = (...parts) => path.join(ROOT, ...parts);

/** A problem with a way out: printed as one plain line, without a stack. */
export class PlainError extends Error {}

/** The Node that runs the product: the pinned one from node_modules where the platform has it, else this one. */
export function productNode() {
  const pinned = fromRoot("node_modules/.bin/node");
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  throw new PlainError(
    `Redoubt runs on Node 24. This platform (${process.platform}-${process.arch}) has no pinned build, and your Node is ${process.versions.node}: install Node 24 or newer and start again.`,
  );
}

/** The environment of every child: pinned binaries first, nothing that phones home. */
export function childEnvironment(extra = {}) {
  const {
    NODE_CHANNEL_FD: _fd,
    NODE_CHANNEL_SERIALIZATION_MODE: _mode,
    NODE_OPTIONS: _options,
    ...inherited
  } = process.env;
  return {
    ...inherited,
    PATH: `${fromRoot("node_modules/.bin")}${path.delimiter}${process.env.PATH ?? ""}`,
    NEXT_TELEMETRY_DISABLED: "1",
    TURBO_TELEMETRY_DISABLED: "1",
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    ...extra,
  };
}

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
