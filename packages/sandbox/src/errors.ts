/** Stable codes of `SandboxError`. */
export type SandboxErrorCode = "sandbox.unavailable" | "sandbox.setup-failed" | "sandbox.invalid-command";

/** Why a program was not started; `howToInstall` is set with `sandbox.unavailable`. */
export class SandboxError extends Error {
  readonly code: SandboxErrorCode;
  readonly howToInstall: string | undefined;

  constructor(code: SandboxErrorCode, message: string, howToInstall?: string) {
    super(message);
    this.name = "SandboxError";
    this.code = code;
    this.howToInstall = howToInstall;
  }
}
