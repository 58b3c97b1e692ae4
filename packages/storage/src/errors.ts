/** Stable codes of `StorageError`. */
export type StorageErrorCode =
  | "storage.not-found"
  | "storage.too-large"
  | "storage.invalid-key"
  | "storage.corrupt"
  | "storage.unreadable"
  | "storage.no-space";

/** Why an artifact or tree could not be stored or read; after `storage.no-space` nothing partial is left. */
export class StorageError extends Error {
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string) {
    super(message);
    this.name = "StorageError";
    this.code = code;
  }
}

/** The system's error code of anything thrown, such as ENOENT. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The same error, with the two that callers act upon renamed. */
export function asStorageError(error: unknown, what: string): unknown {
  const code = systemCode(error);
  if (code === "ENOENT") return new StorageError("storage.not-found", `There is no ${what}.`);
  if (code === "ENOSPC" || code === "EDQUOT")
    return new StorageError("storage.no-space", "The storage has no space left.");
  return error;
}
