export type ReportErrorCode =
  | "not-json"
  | "not-xml"
  | "dtd"
  | "truncated"
  | "too-deep"
  | "string-too-long"
  | "too-many-values"
  | "too-large"
  | "line-too-long"
  | "wrong-encoding"
  | "wrong-format";

/** A report that cannot be read (further): `code` is stable, `message` says what was met and where. */
export class ReportError extends Error {
  readonly code: ReportErrorCode;

  constructor(code: ReportErrorCode, message: string) {
    super(message);
    this.name = "ReportError";
    this.code = code;
  }
}
