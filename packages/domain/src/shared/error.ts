/** What an error means to a caller; each transport maps kinds to its own codes. */
export type ErrorKind =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "too-large"
  | "rate-limited"
  | "unavailable";

/** One row of an error table: what happened and what to do, in words for people. */
export interface ErrorRow {
  readonly kind: ErrorKind;
  readonly message: string;
}

/** Each slice's `errors.ts` exports one of these; the code is `<slice>.<problem>`. */
export type ErrorTable = Readonly<Record<`${string}.${string}`, ErrorRow>>;

/**
 * The one error class of the house. `code` is stable (`finding.not-found`), `message` is safe to show,
 * `details` are small plain facts for the screen (never internal text), `cause` stays in the log.
 */
export class DomainError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    row: ErrorRow,
    options: { details?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(row.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "DomainError";
    this.code = code;
    this.kind = row.kind;
    this.details = options.details ?? {};
  }
}

/** Makes the slice's `fail(code, …)` thrower, typed by its own table. */
export function errorThrower<T extends ErrorTable>(table: T) {
  return (
    code: keyof T & string,
    options: { details?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ): DomainError => {
    const row: ErrorRow | undefined = (table as ErrorTable)[code as `${string}.${string}`];
    if (row === undefined) throw new Error(`no error row ${code}`);
    return new DomainError(code, row, options);
  };
}
