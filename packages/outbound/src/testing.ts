import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { dirname, join } from "node:path";

/** A git server for tests: `git http-backend` over every repository below a folder, as a real server runs it. */
export interface GitServer {
  readonly port: number;
  readonly requests: { readonly method: string; readonly url: string; readonly authorization: string | undefined }[];
  close(): Promise<void>;
}

export interface GitServerOptions {
  readonly root: string;
  /** `user:password` that every request must carry. */
  readonly credential?: string;
  readonly certificate?: { readonly key: string; readonly cert: string };
  /** Answers before git does; true when it answered. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** Runs git for a test, as a fixed author at a fixed time, without the machine's configuration. */
export function git(folder: string, ...args: string[]): string {
  const env = {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    HOME: "/nonexistent",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Ada",
    GIT_AUTHOR_EMAIL: "ada@example.test",
    GIT_AUTHOR_DATE: "2026-01-02T03:04:05Z",
    GIT_COMMITTER_NAME: "Ada",
    GIT_COMMITTER_EMAIL: "ada@example.test",
    GIT_COMMITTER_DATE: "2026-01-02T03:04:05Z",
    GIT_ALLOW_PROTOCOL: "file",
  };
  return execFileSync("git", ["-c", "init.defaultBranch=main", ...args], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "ignore"],
  })
    .toString()
    .trim();
}

/** Writes files, commits everything, and returns the commit id. */
export function commit(folder: string, files: Record<string, string>, message = "change"): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--allow-empty", "--message", message);
  return git(folder, "rev-parse", "HEAD");
}

/** A new repository with one commit. */
export function createRepository(root: string, name: string, files: Record<string, string>): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  git(folder, "init", "--quiet");
  git(folder, "config", "uploadpack.allowFilter", "true");
  commit(folder, files, `first of ${name}`);
  return folder;
}

/** Makes a key and a self-signed certificate for localhost. */
export function createCertificate(folder: string): { key: string; cert: string; file: string } {
  const file = join(folder, "cert.pem");
  const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"];
  const names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  execFileSync("openssl", [...args, ...names, "-keyout", join(folder, "key.pem"), "-out", file], { stdio: "ignore" });
  return { key: readFileSync(join(folder, "key.pem"), "utf8"), cert: readFileSync(file, "utf8"), file };
}

/** Starts the server on loopback; https when it has a certificate. */
export async function startGitServer(options: GitServerOptions): Promise<GitServer> {
  const requests: GitServer["requests"] = [];
  const listener: RequestListener = (request, response) => {
    const { authorization } = request.headers;
    requests.push({ method: request.method ?? "", url: request.url ?? "", authorization });
    if (options.intercept?.(request, response) === true) return;
    const wanted = options.credential && `Basic ${Buffer.from(options.credential).toString("base64")}`;
    if (wanted !== undefined && authorization !== wanted) {
      response.writeHead(401, { "www-authenticate": 'Basic realm="git"' }).end();
      return;
    }
    runBackend(options.root, request, response);
  };
  const server =
    options.certificate === undefined ? createHttpServer(listener) : createHttpsServer(options.certificate, listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    port,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function runBackend(root: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "http://localhost");
  const backend = spawn("git", ["-c", "safe.directory=*", "http-backend"], {
    env: {
      PATH: "/usr/local/bin:/usr/bin:/bin",
      HOME: "/nonexistent",
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? "GET",
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
      ...(typeof request.headers["git-protocol"] === "string" ? { GIT_PROTOCOL: request.headers["git-protocol"] } : {}),
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  request.pipe(backend.stdin);
  backend.stdin.on("error", () => undefined);
  let head = Buffer.alloc(0);
  let started = false;
  backend.stdout.on("data", (chunk: Buffer) => {
    if (started) return void response.write(chunk);
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) return;
    started = true;
    const lines = head.toString("latin1", 0, end).split("\r\n");
    const headers = lines.map(
      (line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()] as const,
    );
    const status = headers.find(([name]) => name === "Status")?.[1] ?? "200";
    response.writeHead(Number.parseInt(status, 10), Object.fromEntries(headers.filter(([name]) => name !== "Status")));
    response.write(head.subarray(end + 4));
  });
  backend.on("close", () => response.end());
  response.on("close", () => backend.kill());
}
