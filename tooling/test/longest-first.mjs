import { BaseSequencer } from "vitest/node";

/** What takes minutes, longest first: kills of workers, and reports that are read in processes of their own. */
const LONG = [
  "apps/worker/src/crash.worker.test.ts",
  "apps/worker/src/commands/conformance.test.ts",
  "apps/worker/src/handlers/kill.worker.test.ts",
  "apps/worker/src/handlers/advisory-import.worker.test.ts",
  "apps/web/src/server/permissions.router.test.ts",
  "apps/web/src/server/isolation.router.test.ts",
  "apps/worker/src/repository.worker.test.ts",
  "apps/worker/src/handlers/import.worker.test.ts",
  "apps/worker/src/commands/scan.test.ts",
];

function rank({ moduleId }) {
  const at = LONG.findIndex((file) => moduleId.endsWith(file));
  return at === -1 ? LONG.length : at;
}

/** The order of test files: the long ones begin first, so that a run does not end with one of them alone. */
export class LongestFirst extends BaseSequencer {
  async sort(files) {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
