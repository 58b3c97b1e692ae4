import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readConfiguration } from "./configuration.mjs";
import { firstFreePort, isFree, webPort } from "./ports.mjs";
import { commandLine, isAlive } from "./process.mjs";
import { makeDataDir, readSecrets, secret } from "./secrets.mjs";
import { readyBlock } from "./words.mjs";

let folder;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "redoubt-start-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("configuration", () => {
  test("the demo is on with the embedded database and off with an external one", () => {
    const external = { DATABASE_OWNER_URL: "postgres://o@h/d", DATABASE_URL: "postgres://redoubt_app@h/d" };
    expect(readConfiguration([], {})).toMatchObject({ demo: true, external: false, host: "127.0.0.1", dev: false });
    expect(readConfiguration([], external)).toMatchObject({ demo: false, external: true });
    expect(readConfiguration(["--dev"], { DEMO: "0" })).toMatchObject({ demo: false, dev: true });
  });

  test.each([
    ["one of the two URLs", { DATABASE_URL: "postgres://redoubt_app@h/d" }, /DATABASE_OWNER_URL is not set/],
    [
      "the owner as the application's role",
      { DATABASE_URL: "postgres://o@h/d", DATABASE_OWNER_URL: "postgres://o@h/d" },
      /row-level security/,
    ],
    ["the demo on the network", { HOST: "0.0.0.0" }, /persona links/],
    ["a short root key", { REDOUBT_ROOT_KEY: "abc" }, /32 bytes/],
    ["a mail server that is none", { SMTP_URL: "mail.example.org", SMTP_FROM: "a@b.c" }, /SMTP_URL must be smtp/],
    ["a mail server without a sender", { SMTP_URL: "smtp://mail.example.org" }, /SMTP_FROM must be/],
    ["a strange DEMO", { DEMO: "yes" }, /DEMO must be/],
  ])("%s is refused with a reason", (_what, env, reason) => {
    expect(() => readConfiguration([], env)).toThrow(reason);
  });

  test("all problems are told at once", () => {
    expect(() => readConfiguration(["--fast"], { DEMO: "2", LOGS: "x" })).toThrow(/--fast[\s\S]*DEMO[\s\S]*LOGS/);
  });
});

describe("secrets", () => {
  test("are made once, for their owner only", () => {
    makeDataDir(folder);
    const first = secret(folder, "root.key");
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(secret(folder, "root.key")).toBe(first);
    expect(statSync(path.join(folder, "root.key")).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test("a damaged one is refused, not replaced", () => {
    writeFileSync(path.join(folder, "root.key"), "short\n");
    expect(() => secret(folder, "root.key")).toThrow(/damaged/);
    expect(readFileSync(path.join(folder, "root.key"), "utf8")).toBe("short\n");
  });

  test("a lost root key beside a database is refused, unless the environment has it", () => {
    expect(() => readSecrets(folder, {}, true)).toThrow(/restore it from your backup/);
    const REDOUBT_ROOT_KEY = "a".repeat(64);
    expect(readSecrets(folder, { REDOUBT_ROOT_KEY }, true).REDOUBT_ROOT_KEY).toBe(REDOUBT_ROOT_KEY);
  });
});

describe("ports", () => {
  const listen = () =>
    new Promise((resolve) => {
      const server = net.createServer().listen(0, "127.0.0.1", () => resolve(server));
    });

  test("a port that was asked for is never replaced; the usual one is, with a sentence", async () => {
    const server = await listen();
    const { port } = server.address();
    expect(await isFree(port)).toBe(false);
    await expect(webPort(String(port), "127.0.0.1")).rejects.toThrow(/in use by another program/);
    const other = await webPort(undefined, "127.0.0.1", port);
    expect(other.port).toBeGreaterThan(port);
    expect(other.note).toContain(String(other.port));
    await new Promise((resolve) => server.close(resolve));
    expect(await firstFreePort(port)).toBe(port);
  });

  test("nonsense is refused", async () => {
    await expect(webPort("http", "127.0.0.1")).rejects.toThrow(/not a port number/);
  });
});

test("processes are known by their command line", () => {
  expect(isAlive(process.pid)).toBe(true);
  expect(commandLine(process.pid)).toContain("node");
  expect(isAlive(2 ** 22 + 1)).toBe(false);
  expect(commandLine(2 ** 22 + 1)).toBe("");
});

describe("the first page of words", () => {
  test("with the demo: persona links by name, never by number", () => {
    const text = readyBlock({ url: "http://localhost:4300", port: 4300, demo: true, seedWords: "scanning" }).join("\n");
    expect(text).toContain("http://localhost:4300/demo/lead");
    expect(text).not.toContain("127.0.0.1");
    expect(text).toContain("scanning");
  });

  test("without: the set-up link on the public address", () => {
    const text = readyBlock({
      url: "https://redoubt.example.org",
      port: 4300,
      demo: false,
      setUpLink: "/set-up/abc",
    }).join("\n");
    expect(text).toContain("https://redoubt.example.org/set-up/abc   (works once)");
    expect(text).not.toContain("/demo/");
  });
});
