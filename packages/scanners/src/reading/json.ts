import type { Readable } from "node:stream";
import { REPORT_LIMITS } from "@redoubt/domain/finding";
import type { JsonValue } from "@redoubt/domain/shared";
import { Tokenizer, TokenType } from "@streamparser/json";
import { utf8Bytes } from "./encoding.ts";
import { ReportError } from "./report-error.ts";

export type { JsonValue };

export type JsonPath = readonly (string | number)[];

export type JsonKind = "object" | "array" | "scalar";
/** Says which values are handed over whole. */
export type JsonSelect = (path: JsonPath, kind: JsonKind) => boolean;

/** Bounds of what is read; crossing one throws a `ReportError`, nothing is cut silently. */
export interface JsonLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxStringBytes: number;
  /** Values (containers and scalars) inside one selected value. */
  readonly maxValues: number;
}

/** `start` and `end` frame the containers on the way to the selected values. */
export type JsonEvent =
  | { readonly type: "start" | "end"; readonly path: JsonPath }
  | { readonly type: "value"; readonly path: JsonPath; readonly value: JsonValue };

// Own properties of these names would be mistaken for the prototype chain further on.
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);
const CHUNK_BYTES = 64 * 1024;

type Expectation = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end" | "done";

interface Frame {
  readonly kind: "object" | "array";
  /** The container under construction; absent where only the way is walked. */
  readonly building: JsonValue[] | { [key: string]: JsonValue } | undefined;
  key: string | number;
}

/** A whole text, or one value after the other (NDJSON, pretty-printed or not): paths then begin with a value's number. */
export interface JsonStreamOptions {
  readonly limits?: JsonLimits;
  readonly many?: boolean;
}

/**
 * Reads JSON as a stream and hands back only the values that `select` names by their path,
 * with `start` and `end` events of the containers around them. Throws `ReportError`.
 */
export async function* streamJson(
  stream: Readable,
  select: JsonSelect,
  { limits = REPORT_LIMITS, many = false }: JsonStreamOptions = {},
): AsyncGenerator<JsonEvent> {
  const builder = new JsonBuilder(select, limits, many);
  for await (const buffer of utf8Bytes(stream, limits.maxBytes)) {
    for (let at = 0; at < buffer.length; at += CHUNK_BYTES) {
      builder.write(buffer.subarray(at, at + CHUNK_BYTES));
      yield* builder.take();
    }
  }
  builder.finish();
  yield* builder.take();
}

class JsonBuilder {
  readonly #select: JsonSelect;
  readonly #limits: JsonLimits;
  readonly #many: boolean;
  readonly #tokenizer = new Tokenizer();
  readonly #frames: Frame[] = [];
  #events: JsonEvent[] = [];
  #expect: Expectation = "value";
  #values = 0;
  #written = 0;
  #lastToken = 0;
  #roots = 0;

  constructor(select: JsonSelect, limits: JsonLimits, many: boolean) {
    this.#select = select;
    this.#limits = limits;
    this.#many = many;
    this.#tokenizer.onToken = ({ token, value, offset }) => {
      this.#lastToken = offset;
      this.#token(token, value);
    };
    this.#tokenizer.onError = (error) => {
      throw error instanceof ReportError
        ? error
        : new ReportError("not-json", `not JSON: ${error.message.slice(0, 200)}`);
    };
  }

  write(chunk: Buffer): void {
    this.#written += chunk.length;
    this.#tokenizer.write(chunk);
    if (this.#written - this.#lastToken > this.#limits.maxStringBytes) {
      throw new ReportError(
        "string-too-long",
        `a text near byte ${this.#lastToken} is longer than ${this.#limits.maxStringBytes} bytes`,
      );
    }
  }

  take(): JsonEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  finish(): void {
    if (this.#expect !== "done" || this.#frames.length > 0) {
      throw new ReportError("truncated", `the report ends in the middle, after ${this.#written} bytes`);
    }
  }

  #path(): JsonPath {
    const keys = this.#frames.map((frame) => frame.key);
    return this.#many ? [this.#roots, ...keys] : keys;
  }

  #token(token: TokenType, value: string | number | boolean | null): void {
    switch (token) {
      case TokenType.LEFT_BRACE:
        return this.#open("object");
      case TokenType.LEFT_BRACKET:
        return this.#open("array");
      case TokenType.RIGHT_BRACE:
        return this.#close("object");
      case TokenType.RIGHT_BRACKET:
        return this.#close("array");
      case TokenType.COLON:
        this.#require("colon");
        this.#expect = "value";
        return;
      case TokenType.COMMA: {
        this.#require("comma-or-end");
        const frame = this.#frames.at(-1);
        if (frame?.kind === "array" && typeof frame.key === "number") frame.key += 1;
        this.#expect = frame?.kind === "object" ? "key" : "value";
        return;
      }
      default:
        return this.#scalar(value);
    }
  }

  #require(...allowed: Expectation[]): void {
    if (this.#many && this.#expect === "done" && allowed.includes("value")) {
      this.#roots += 1;
      this.#expect = "value";
    }
    if (!allowed.includes(this.#expect)) {
      throw new ReportError("not-json", `not JSON: unexpected sign near byte ${this.#lastToken}`);
    }
  }

  #scalar(value: string | number | boolean | null): void {
    const frame = this.#frames.at(-1);
    if (this.#expect === "key" || this.#expect === "key-or-end") {
      if (typeof value !== "string" || frame === undefined) {
        throw new ReportError("not-json", `not JSON: a key is no text near byte ${this.#lastToken}`);
      }
      frame.key = value;
      this.#expect = "colon";
      return;
    }
    this.#require("value", "value-or-end");
    this.#expect = this.#frames.length === 0 ? "done" : "comma-or-end";
    if (frame?.building !== undefined) return this.#attach(frame, value);
    const path = this.#path();
    if (this.#select(path, "scalar")) this.#events.push({ type: "value", path, value });
  }

  #open(kind: "object" | "array"): void {
    this.#require("value", "value-or-end");
    if (this.#frames.length >= this.#limits.maxDepth) {
      throw new ReportError("too-deep", `the report is nested deeper than ${this.#limits.maxDepth}`);
    }
    const parent = this.#frames.at(-1);
    const fresh = kind === "object" ? {} : [];
    if (parent?.building !== undefined) {
      this.#attach(parent, fresh);
      this.#frames.push({ kind, building: fresh, key: kind === "object" ? "" : 0 });
    } else {
      const path = this.#path();
      const selected = this.#select(path, kind);
      if (selected) this.#values = 0;
      else this.#events.push({ type: "start", path });
      this.#frames.push({ kind, building: selected ? fresh : undefined, key: kind === "object" ? "" : 0 });
    }
    this.#expect = kind === "object" ? "key-or-end" : "value-or-end";
  }

  #close(kind: "object" | "array"): void {
    this.#require("comma-or-end", kind === "object" ? "key-or-end" : "value-or-end");
    const frame = this.#frames.pop();
    if (frame?.kind !== kind) {
      throw new ReportError("not-json", `not JSON: unbalanced brackets near byte ${this.#lastToken}`);
    }
    this.#expect = this.#frames.length === 0 ? "done" : "comma-or-end";
    if (frame.building === undefined) {
      this.#events.push({ type: "end", path: this.#path() });
    } else if (this.#frames.at(-1)?.building === undefined) {
      this.#events.push({ type: "value", path: this.#path(), value: frame.building });
    }
  }

  #attach(frame: Frame, value: JsonValue): void {
    this.#values += 1;
    if (this.#values > this.#limits.maxValues) {
      throw new ReportError(
        "too-many-values",
        `one element near byte ${this.#lastToken} has more than ${this.#limits.maxValues} values`,
      );
    }
    if (Array.isArray(frame.building)) frame.building.push(value);
    else if (frame.building !== undefined && !FORBIDDEN_KEYS.has(String(frame.key))) {
      frame.building[String(frame.key)] = value;
    }
  }
}
