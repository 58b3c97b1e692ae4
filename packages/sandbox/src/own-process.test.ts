import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type OwnProcess, runOwnProcess, startOwnProcess } from "./own-process.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "redoubt-own-process-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(code: string, over: Partial<OwnProcess> = {}) {
  const script = join(folder, "script.mjs");
  writeFileSync(script, code);
  const lines: string[] = [];
  const limit = await runOwnProcess({
    ...{ script, workingFolder: folder, readable: [], stdin: "", memoryMb: 128, timeoutMs: 120_000 },
    onLine: (line) => void lines.push(line),
    ...over,
  });
  return { limit, lines };
}

describe("a process of our own over data that nobody trusts", () => {
  it("gets its input and hands over its lines", async () => {
    const echo =
      'import { text } from "node:stream/consumers"; console.log(await text(process.stdin)); console.log("b");';
    expect(await run(echo, { stdin: "a" })).toEqual({ limit: undefined, lines: ["a", "b"] });
    expect(await run("console.log(Object.keys(process.env).length)")).toMatchObject({ lines: ["0"] });
  });

  it("is ended by its limits: the heap, what lies beside the heap, and time", async () => {
    expect(await run("const all = []; for (;;) all.push(Array(1e5).fill(all.length));")).toMatchObject({
      limit: "memory",
    });
    const buffers = "const all = []; setInterval(() => all.push(Buffer.alloc(16e6, 1)), 5);";
    expect(await run(buffers)).toMatchObject({ limit: "memory" });
    expect(await run("for (;;);", { timeoutMs: 500 })).toMatchObject({ limit: "timeout" });
  });

  it("reads what it may, writes nothing, and starts nothing", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "content");
    const read = `import { readFileSync } from "node:fs"; console.log(readFileSync(${JSON.stringify(file)}, "utf8"));`;
    expect(await run(read, { readable: [file] })).toMatchObject({ lines: ["content"] });
    await expect(run(read)).rejects.toThrow("ERR_ACCESS_DENIED");
    const write = `import { writeFileSync } from "node:fs"; writeFileSync(${JSON.stringify(file)}, "");`;
    await expect(run(write, { readable: [file] })).rejects.toThrow("ERR_ACCESS_DENIED");
    const start = 'import { spawnSync } from "node:child_process"; spawnSync("/bin/true");';
    await expect(run(start)).rejects.toThrow("ERR_ACCESS_DENIED");
    await expect(run('import { Worker } from "node:worker_threads"; new Worker("", { eval: true });')).rejects.toThrow(
      "ERR_ACCESS_DENIED",
    );
  });

  it("waits for its one task, and takes no other", async () => {
    const script = join(folder, "waits.mjs");
    writeFileSync(script, 'import { text } from "node:stream/consumers"; console.log(await text(process.stdin));');
    const program = { script, workingFolder: folder, readable: [], memoryMb: 128 };
    const waiting = startOwnProcess(program);
    expect(waiting.waiting()).toBe(true);
    const lines: string[] = [];
    const task = { stdin: "task", timeoutMs: 120_000, onLine: (line: string) => void lines.push(line) };
    const first = waiting.run(task);
    expect(waiting.waiting()).toBe(false);
    await expect(waiting.run(task)).rejects.toThrow("has its task already");
    expect([await first, lines]).toEqual([undefined, ["task"]]);

    const unused = startOwnProcess(program);
    unused.end();
    await vi.waitFor(() => expect(unused.waiting()).toBe(false));
    await expect(unused.run(task)).rejects.toThrow("has ended");
  });

  it("ends with a caller that no longer waits or cannot take a line", async () => {
    const endless = 'setInterval(() => console.log("line"), 1);';
    const controller = new AbortController();
    const onLine = () => controller.abort(new Error("enough"));
    await expect(run(endless, { signal: controller.signal, onLine })).rejects.toThrow("enough");
    const broken = () => {
      throw new Error("no such line");
    };
    await expect(run(endless, { onLine: broken })).rejects.toThrow("no such line");
  });
});
