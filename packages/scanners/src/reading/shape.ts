import { Tokenizer, TokenType } from "@streamparser/json";

const MAX_DEPTH = 8;
const MAX_CHILDREN = 48;
const MAX_NODES = 3000;
const MAX_TEXT = 200;

/** What an outline knows of one place: elements of a list are one place, `[]`. */
interface Node {
  readonly children: Map<string, Node>;
  kind: "object" | "array" | "scalar" | undefined;
  text: string | undefined;
}

export type ContentKind = "empty" | "json" | "xml" | "html" | "text" | "binary";

/**
 * The outline of a report, as far as it was read: which keys or elements stand where, and short texts. Formats are told
 * by it. A path names keys (`*` any key), `[]` elements of a list, `@name` attributes in XML.
 */
export class ReportShape {
  content: ContentKind = "empty";
  /** The beginning as text. */
  head = "";
  /** Values one after the other: more than one is NDJSON. */
  values = 0;
  /** Why the outline ends early, if it is damaged. */
  broken: string | undefined;
  readonly #root = newNode();
  #nodes = 0;

  /** Whether something stands at the path. */
  has(...path: readonly string[]): boolean {
    return this.#find(this.#root, path, 0) !== undefined;
  }

  /** The same for a list or a sequence of records: at the path in a value, or in an element of a top-level list. */
  hasRecord(...path: readonly string[]): boolean {
    return this.has(...path) || this.has("[]", ...path);
  }

  /** The first short text at the path. */
  text(...path: readonly string[]): string | undefined {
    return this.#find(this.#root, path, 0)?.text;
  }

  /** The text at the path in a value or an element of a top-level list. */
  recordText(...path: readonly string[]): string | undefined {
    return this.text(...path) ?? this.text("[]", ...path);
  }

  kind(...path: readonly string[]): Node["kind"] {
    return this.#find(this.#root, path, 0)?.kind;
  }

  /** Names at the top, for people: keys of an object or of the elements of a list, the root of XML. */
  names(): string[] {
    const { kind, children } = this.#root;
    return [...(kind === "array" ? (children.get("[]")?.children ?? new Map()) : children).keys()];
  }

  /** A place to note something at; undefined when the outline is full. For those who fill it. */
  note(path: readonly string[]): { kind: Node["kind"]; text: string | undefined } | undefined {
    let node = this.#root;
    if (path.length > MAX_DEPTH) return undefined;
    for (const key of path) {
      let next = node.children.get(key);
      if (next === undefined) {
        if (node.children.size >= MAX_CHILDREN || this.#nodes >= MAX_NODES) return undefined;
        next = newNode();
        this.#nodes += 1;
        node.children.set(key, next);
      }
      node = next;
    }
    return node;
  }

  #find(node: Node, path: readonly string[], at: number): Node | undefined {
    const key = path[at];
    if (key === undefined) return node;
    if (key !== "*") {
      const next = node.children.get(key);
      return next === undefined ? undefined : this.#find(next, path, at + 1);
    }
    for (const [name, next] of node.children) {
      const found = name === "[]" ? undefined : this.#find(next, path, at + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function newNode(): Node {
  return { children: new Map(), kind: undefined, text: undefined };
}

/** Fills an outline from JSON as it streams by; builds no values, checks no more than it needs. */
export class JsonOutline {
  readonly #shape: ReportShape;
  readonly #tokenizer = new Tokenizer();
  readonly #path: string[] = [];
  readonly #kinds: ("object" | "array")[] = [];
  #key: string | undefined;
  #expectsKey = false;
  #written = 0;
  #lastToken = 0;
  #maxString: number;
  #ended = false;

  constructor(shape: ReportShape, maxString: number) {
    this.#shape = shape;
    this.#maxString = maxString;
    this.#tokenizer.onToken = ({ token, value, offset }) => {
      this.#lastToken = offset;
      this.#token(token, value);
    };
    this.#tokenizer.onError = (error) => {
      throw error;
    };
  }

  /** False when the rest cannot be read: `shape.broken` says why. */
  write(chunk: Buffer): boolean {
    if (this.#ended) return false;
    try {
      this.#written += chunk.length;
      this.#tokenizer.write(chunk);
      if (this.#written - this.#lastToken > this.#maxString) throw new Error("a text has no end");
    } catch (error) {
      this.#ended = true;
      this.#shape.broken = error instanceof Error ? error.message.slice(0, 200) : String(error);
    }
    return !this.#ended;
  }

  #token(token: TokenType, value: string | number | boolean | null): void {
    switch (token) {
      case TokenType.LEFT_BRACE:
        return this.#open("object");
      case TokenType.LEFT_BRACKET:
        return this.#open("array");
      case TokenType.RIGHT_BRACE:
      case TokenType.RIGHT_BRACKET:
        this.#kinds.pop();
        this.#path.length = Math.max(0, Math.min(this.#path.length, this.#kinds.length - 1));
        this.#expectsKey = false;
        return;
      case TokenType.COLON:
        this.#expectsKey = false;
        return;
      case TokenType.COMMA:
        this.#expectsKey = this.#kinds.at(-1) === "object";
        return;
      default:
        if (this.#expectsKey) this.#key = String(value);
        else this.#leaf(value);
    }
  }

  #here(): string[] {
    const depth = this.#kinds.length;
    if (depth === 0) {
      this.#shape.values += 1;
      return [];
    }
    return [...this.#path, this.#kinds.at(-1) === "array" ? "[]" : (this.#key ?? "")];
  }

  #open(kind: "object" | "array"): void {
    // Deeper than any outline looks: only the depth is counted.
    if (this.#kinds.length <= MAX_DEPTH) {
      const path = this.#here();
      const node = this.#shape.note(path);
      if (node !== undefined) node.kind ??= kind;
      this.#path.length = 0;
      this.#path.push(...path);
    }
    this.#kinds.push(kind);
    this.#expectsKey = kind === "object";
    if (this.#kinds.length > 100_000) throw new Error("nested too deep");
  }

  #leaf(value: string | number | boolean | null): void {
    if (this.#kinds.length > MAX_DEPTH) return;
    const node = this.#shape.note(this.#here());
    if (node === undefined) return;
    node.kind ??= "scalar";
    node.text ??= value === null ? undefined : String(value).slice(0, MAX_TEXT);
  }
}
