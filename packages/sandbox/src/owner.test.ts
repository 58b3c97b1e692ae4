import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { descendantsOf, isAlive, readProcesses } from "./process-tree.ts";
import { createSandbox } from "./sandbox.ts";

vi.setConfig({ testTimeout: 60_000 });

let work: string;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "sandbox-owner-"));
  await chmod(work, 0o777);
});
afterAll(() => rm(work, { recursive: true, force: true }));

const availability = await createSandbox().available();
if (!availability.ok) console.warn(`Skipped: jails need bubblewrap. ${availability.howToInstall}`);
const isRoot = process.getuid?.() === 0;
if (!isRoot)
  console.warn("Skipped: only root can become another user; the other tests already ran as an ordinary one.");

/** A process of its own that owns a sandbox and runs one shell script in it. */
function startOwner(script: string, workDirectory: string, uid?: number): ChildProcess {
  const program = `
    const { createSandbox } = await import(${JSON.stringify(new URL("./index.ts", import.meta.url).href)});
    const sandbox = createSandbox({ workDirectory: process.argv[1] });
    const limits = { timeoutMs: 20000, maxRssMb: 512, maxOutputMb: 1, maxProcesses: 20 };
    const command = { argv: ["/bin/sh", "-c", process.argv[2]], env: {}, readOnly: [], ...limits };
    const result = await sandbox.run(command, { onStdout: (chunk) => process.stdout.write(chunk) });
    process.stdout.write("exit " + result.exitCode + " " + (result.limit ?? "none"));
    await result.dispose();`;
  const identity = uid === undefined ? {} : { uid, gid: uid };
  const stdio: ["ignore", "pipe", "inherit"] = ["ignore", "pipe", "inherit"];
  return spawn(process.execPath, ["--input-type=module", "-e", program, workDirectory, script], { stdio, ...identity });
}

async function outputOf(child: ChildProcess): Promise<string> {
  let text = "";
  for await (const chunk of child.stdout ?? []) text += String(chunk);
  return text;
}

describe.runIf(availability.ok)("a process that is killed with a job running", () => {
  it("takes the whole jail with it, and the next one removes the folder", async () => {
    const jobs = join(work, "killed");
    await mkdir(jobs);
    const owner = startOwner("trap '' TERM; (setsid sleep 300 &); echo up; sleep 300", jobs);
    await once(owner.stdout ?? owner, "data");
    const tree = descendantsOf(owner.pid ?? 0, readProcesses());
    expect(tree.length).toBeGreaterThanOrEqual(4);
    expect(await readdir(jobs)).toHaveLength(1);

    owner.kill("SIGKILL");
    await once(owner, "exit");
    await vi.waitFor(() => expect(tree.filter(({ pid, startTicks }) => isAlive(pid, startTicks))).toEqual([]), 10_000);

    const next = createSandbox({ workDirectory: jobs });
    expect(await next.available()).toMatchObject({ ok: true });
    expect(await readdir(jobs)).toEqual([]);
  });

  it("does not lose a job folder to the sweep of a second process", async () => {
    const jobs = join(work, "shared");
    await mkdir(jobs);
    const owner = startOwner("echo up; while [ ! -e /job/go ]; do sleep 0.05; done; echo went", jobs);
    await once(owner.stdout ?? owner, "data");
    await createSandbox({ workDirectory: jobs }).available();
    const [folder] = await readdir(jobs);
    await writeFile(join(jobs, folder ?? "", "job", "go"), "");
    expect(await outputOf(owner)).toContain("exit 0 none");
  });
});

describe.runIf(availability.ok && isRoot)("an ordinary user", () => {
  it("gets the same jail without root's help", async () => {
    const jobs = join(work, "ordinary");
    await mkdir(jobs);
    await chmod(jobs, 0o777);
    const script = `id -u; grep CapEff /proc/self/status; cat /etc/shadow 2>/dev/null || echo hidden; touch /x 2>/dev/null || echo closed
      unshare -U true 2>/dev/null || echo confined; touch /job/own && echo own`;
    const text = await outputOf(startOwner(script, jobs, 61_007));
    expect(text.split("\n")).toEqual([
      "65534",
      "CapEff:\t0000000000000000",
      "hidden",
      "closed",
      "confined",
      "own",
      "exit 0 none",
    ]);
  });

  it("is protected from a fork bomb too", async () => {
    const jobs = join(work, "bomb");
    await mkdir(jobs);
    await chmod(jobs, 0o777);
    const text = await outputOf(startOwner("f() { f | f & }; f; exec sleep 60", jobs, 61_008));
    expect(text).toMatch(/exit \d+ (processes|timeout)$/);
  });
});
