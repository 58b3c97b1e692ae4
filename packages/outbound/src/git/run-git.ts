import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { OutboundError } from "../errors.ts";

const askpass = fileURLToPath(new URL("./askpass.sh", import.meta.url));
const defaultOutputBytes = 64 * 1024 * 1024;
const errorTailBytes = 4000;
const graceMs = 2000;
/** A pack can name objects of any size; more memory than this is an attack on us, not a repository. */
const maxMemoryBytes = 4 * 1024 * 1024 * 1024;

/** Nothing of a repository, a user or the machine may make git run or fetch something: every switch that could is off. */
const safeSettings = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.attributesFile=/dev/null",
  "core.excludesFile=/dev/null",
  "core.autocrlf=false",
  "core.symlinks=true",
  "core.alternateRefsCommand=",
  "credential.helper=",
  "protocol.allow=never",
  "http.followRedirects=false",
  "http.lowSpeedLimit=1",
  "http.lowSpeedTime=60",
  "submodule.recurse=false",
  "fetch.recurseSubmodules=false",
  "fetch.unpackLimit=1",
  "transfer.bundleURI=false",
  "gc.auto=0",
  "maintenance.auto=false",
  "safe.directory=*",
];

/** The network of one git process; without it no protocol is allowed. */
export interface GitNetwork {
  readonly protocol: "http" | "https";
  readonly proxyUrl: string;
  readonly token?: string | undefined;
  readonly certificateFile?: string | undefined;
}

/** One git process. `onOutput` takes the place of collecting the output and may throw to end it. */
export interface GitCommand {
  readonly args: readonly string[];
  readonly gitDirectory?: string;
  readonly workTree?: string;
  readonly network?: GitNetwork;
  readonly input?: string;
  readonly maxOutputBytes?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onOutput?: (chunk: Buffer) => void;
  readonly onErrorLine?: (line: string) => void;
}

/** Runs git to its end and returns its output; throws `outbound.git-failed` and relatives, or the signal's reason. */
export async function runGit(command: GitCommand): Promise<Buffer> {
  command.signal?.throwIfAborted();
  const { program, args } = limited(["git", ...settingsOf(command), ...placesOf(command), ...command.args]);
  const child = spawn(program, args, {
    cwd: command.workTree ?? command.gitDirectory ?? "/",
    env: environment(command),
    detached: true,
    stdio: [command.input === undefined ? "ignore" : "pipe", "pipe", "pipe", "pipe"],
  });
  let force: NodeJS.Timeout | undefined;
  const stop = (): void => {
    killGroup(child.pid, "SIGTERM");
    force ??= setTimeout(() => killGroup(child.pid, "SIGKILL"), graceMs);
  };
  command.signal?.addEventListener("abort", stop, { once: true });
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", (error) =>
      reject(new OutboundError("outbound.git-failed", `git cannot be started: ${error.message}`)),
    );
    child.once("close", (code) => resolve(code ?? -1));
  });
  write(child.stdin, command.input);
  write(child.stdio[3] as Writable | null, command.network?.token === undefined ? "" : `${command.network.token}\n`);
  try {
    const [code, output, errors] = await Promise.all([
      ended,
      collect(readable(child.stdout), command),
      readErrors(readable(child.stderr), command.onErrorLine),
    ]);
    command.signal?.throwIfAborted();
    if (code !== 0) throw explain(errors);
    return output;
  } catch (error) {
    stop();
    await ended.catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(force);
    command.signal?.removeEventListener("abort", stop);
  }
}

function settingsOf({ network }: GitCommand): string[] {
  const settings = [...safeSettings];
  if (network !== undefined) {
    settings.push(`protocol.${network.protocol}.allow=always`, `http.proxy=${network.proxyUrl}`);
    if (network.certificateFile !== undefined) settings.push(`http.sslCAInfo=${network.certificateFile}`);
  }
  return settings.flatMap((setting) => ["-c", setting]);
}

function placesOf({ gitDirectory, workTree }: GitCommand): string[] {
  return [
    ...(gitDirectory === undefined ? [] : [`--git-dir=${gitDirectory}`]),
    ...(workTree === undefined ? [] : ["-c", "core.bare=false", `--work-tree=${workTree}`]),
  ];
}

function environment(command: GitCommand): Record<string, string> {
  return {
    PATH: "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin",
    HOME: "/nonexistent",
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_NO_LAZY_FETCH: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_LFS_SKIP_SMUDGE: "1",
    GIT_ALLOW_PROTOCOL: command.network?.protocol ?? "none",
    GIT_ASKPASS: command.network?.token === undefined ? "/bin/false" : askpass,
  };
}

function limited(argv: readonly string[]): { program: string; args: string[] } {
  try {
    accessSync("/usr/bin/prlimit", constants.X_OK);
    return { program: "/usr/bin/prlimit", args: ["--core=0", `--as=${maxMemoryBytes}`, "--", ...argv] };
  } catch {
    const [program = "git", ...args] = argv;
    return { program, args };
  }
}

async function collect(stream: Readable, command: GitCommand): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const data of stream) {
    const chunk = Buffer.from(data);
    if (command.onOutput !== undefined) {
      command.onOutput(chunk);
      continue;
    }
    size += chunk.length;
    if (size > (command.maxOutputBytes ?? defaultOutputBytes)) {
      throw new OutboundError("outbound.too-large", "The repository answers with more than allowed.");
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Progress and errors share the stream; progress lines end with a carriage return. */
async function readErrors(stream: Readable, onLine: ((line: string) => void) | undefined): Promise<string> {
  let tail = "";
  let open = "";
  for await (const chunk of stream) {
    const lines = (open + String(chunk)).split(/[\r\n]/);
    open = (lines.pop() ?? "").slice(-errorTailBytes);
    for (const line of lines) {
      onLine?.(line);
      if (!/^(remote: )?(Enumerating|Counting|Compressing|Receiving|Resolving|Updating|Filtering)/.test(line)) {
        tail = `${tail}${line}\n`.slice(-errorTailBytes);
      }
    }
  }
  return (tail + open).trim();
}

function explain(errors: string): OutboundError {
  const last = errors.split("\n").findLast((line) => /^(fatal|error):/.test(line)) ?? errors.split("\n").at(-1) ?? "";
  const cases: readonly [RegExp, ConstructorParameters<typeof OutboundError>[0], string][] = [
    [
      /Authentication failed|could not read (Username|Password)|returned error: 40[13]/i,
      "outbound.git-unauthorized",
      "The server wants an access token for this repository, or refuses the one given.",
    ],
    [/redirect|returned error: 30\d/i, "outbound.git-redirected", "The repository has moved: use its new address."],
    [
      /repository .* not found|returned error: 404/i,
      "outbound.git-not-found",
      "There is no repository at this address.",
    ],
    [
      /SSL certificate|certificate verification|SSL_|self-signed/i,
      "outbound.tls",
      "The certificate of the server could not be verified.",
    ],
    [/Operation too slow|timed out/i, "outbound.timeout", "The server stopped answering."],
  ];
  const found = cases.find(([pattern]) => pattern.test(errors));
  if (found !== undefined) return new OutboundError(found[1], found[2]);
  return new OutboundError("outbound.git-failed", `git failed: ${last.slice(0, 500)}`);
}

function readable(stream: Readable | null): Readable {
  if (stream === null) throw new OutboundError("outbound.git-failed", "git has no output pipe.");
  return stream;
}

function write(stream: Writable | null, text: string | undefined): void {
  if (stream === null || text === undefined) return;
  // A process that ends without reading is no fault of ours.
  stream.on("error", () => undefined);
  stream.end(text);
}

function killGroup(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // Already gone.
  }
}
