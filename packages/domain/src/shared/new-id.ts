import { v7 } from "uuid";

/** A new UUIDv7 in its canonical 36-character form; made in the app because only PostgreSQL 18 can. */
export function newId(): string {
  return v7();
}
