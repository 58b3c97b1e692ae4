export { removeTree } from "./job-folder.ts";
export * from "./contract.ts";
export { SandboxError, type SandboxErrorCode } from "./errors.ts";
export { nodeCommand, nodeModulesMount, nodeRuntimeMount, packageMount } from "./mounts.ts";
export {
  type OwnProcess,
  type OwnProgram,
  runOwnProcess,
  startOwnProcess,
  type WaitingProcess,
} from "./own-process.ts";
export { createSandbox } from "./sandbox.ts";
