import type { Readable } from "node:stream";
import { textOf } from "./bytes.ts";
import { type Tally, TallyCounter } from "./tally.ts";

const DEEPEST = 2000;

/**
 * Counts records in JSON, one value or one after the other, by walking over its signs: it builds nothing and checks no
 * more than it must. Shares nothing with the readers of reports, so that the two can be held against each other.
 */
export async function countJson(stream: Readable, ...tallies: readonly Tally[]): Promise<number> {
  const walk = new JsonWalk(tallies);
  for await (const piece of textOf(stream)) walk.write(piece);
  return walk.end();
}

class JsonWalk {
  readonly #counter: TallyCounter;
  /** One sign per open container. */
  readonly #open: ("{" | "[")[] = [];
  /** The key that waits for its value, per open object. */
  readonly #keys: (string | undefined)[] = [];
  #inString = false;
  #escaped = false;
  #word = "";

  constructor(tallies: readonly Tally[]) {
    this.#counter = new TallyCounter(tallies);
  }

  write(piece: string): void {
    for (let at = 0; at < piece.length; at += 1) {
      const sign = piece.charAt(at);
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (sign === "\\") this.#escaped = true;
        else if (sign === '"') {
          this.#inString = false;
          this.#string();
          continue;
        }
        if (this.#word.length < 1000) this.#word += sign;
        continue;
      }
      switch (sign) {
        case '"':
          this.#bare();
          this.#inString = true;
          break;
        case "{":
        case "[":
          this.#bare();
          this.#begin(sign);
          break;
        case "}":
        case "]":
          this.#bare();
          this.#close();
          break;
        case ",":
        case ":":
        case " ":
        case "\n":
        case "\r":
        case "\t":
          this.#bare();
          break;
        default:
          if (this.#word.length < 1000) this.#word += sign;
      }
    }
  }

  end(): number {
    this.#bare();
    return this.#counter.total;
  }

  /** A number, true, false or null has ended. */
  #bare(): void {
    if (this.#word === "") return;
    const word = this.#word;
    this.#word = "";
    this.#value(word);
  }

  #string(): void {
    const text = this.#word;
    this.#word = "";
    const top = this.#open.length - 1;
    if (this.#open[top] === "{" && this.#keys[top] === undefined) this.#keys[top] = unescaped(text);
    else this.#value(unescaped(text));
  }

  #value(text: string): void {
    this.#counter.scalar(this.#name(), text);
  }

  #begin(sign: "{" | "["): void {
    const name = this.#name();
    if (name === undefined) this.#counter.enterRoot();
    else this.#counter.enter(name);
    this.#open.push(sign);
    this.#keys.push(undefined);
    if (this.#open.length > DEEPEST) throw new Error(`nested deeper than ${DEEPEST}`);
  }

  #close(): void {
    this.#open.pop();
    this.#keys.pop();
    if (this.#open.length === 0) this.#counter.leaveRoot();
    else this.#counter.leave();
  }

  /** Where a value stands in its container; undefined at the top. */
  #name(): string | undefined {
    const top = this.#open.length - 1;
    if (top < 0) return undefined;
    if (this.#open[top] === "[") return "[]";
    const key = this.#keys[top] ?? "";
    this.#keys[top] = undefined;
    return key;
  }
}

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\u([0-9a-fA-F]{4})|\\(.)/g, (_, code: string | undefined, sign: string) =>
    code === undefined ? sign : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
