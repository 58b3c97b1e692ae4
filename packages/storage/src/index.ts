export * from "./contract.ts";
export { StorageError, type StorageErrorCode } from "./errors.ts";
export { createFileStorage } from "./file-storage.ts";
