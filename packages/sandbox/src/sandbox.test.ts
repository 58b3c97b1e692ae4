import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SandboxCommand, SandboxJob } from "./contract.ts";
import { nodeCommand, nodeRuntimeMount } from "./mounts.ts";
import { readProcesses } from "./process-tree.ts";
import { tail } from "./runners.ts";
import { createSandbox } from "./sandbox.ts";

vi.setConfig({ testTimeout: 60_000 });

let work: string;
let source: string;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "sandbox-test-"));
  source = join(work, "source");
  await mkdir(source);
  await writeFile(join(source, "a.sol"), "contract A {}");
});
afterAll(() => rm(work, { recursive: true, force: true }));

const sandbox = createSandbox({ workDirectory: join(tmpdir(), `sandbox-test-jobs-${process.pid}`) });
const jobs = join(tmpdir(), `sandbox-test-jobs-${process.pid}`);
const availability = await sandbox.available();
if (!availability.ok) console.warn(`Skipped: jails need bubblewrap. ${availability.howToInstall}`);
afterAll(() => rm(jobs, { recursive: true, force: true }));

async function run(argv: readonly string[], change: Partial<SandboxCommand> = {}, job: SandboxJob = {}) {
  const limits = { timeoutMs: 30_000, maxRssMb: 1024, maxOutputMb: 4, maxProcesses: 30 };
  const result = await sandbox.run({ argv, env: {}, readOnly: [nodeRuntimeMount()], ...limits, ...change }, job);
  try {
    const files: Record<string, string> = {};
    for (const [name, open] of Object.entries(result.files())) files[name] = await tail(open());
    return { ...result, out: await tail(result.stdout()), err: await tail(result.stderr()), files };
  } finally {
    await result.dispose();
  }
}
const shell = (script: string, change: Partial<SandboxCommand> = {}, job: SandboxJob = {}) =>
  run(["/bin/sh", "-c", script], change, job);
const node = (script: string, change: Partial<SandboxCommand> = {}, job: SandboxJob = {}) =>
  run(["/node/bin/node", "-e", script], change, job);

describe.runIf(availability.ok)("a jailed program", () => {
  it("runs with its arguments, input, files and exit code", async () => {
    const result = await shell(
      'cat; cat in/put.txt; echo "$1" >&2; mkdir -p out; echo made > out/result.json; exit 7',
      { stdin: "from stdin ", outputFiles: ["out/result.json", "out/missing.json"] },
      { files: { "in/put.txt": "from file" } },
    );
    expect(result).toMatchObject({ exitCode: 7, sandboxed: true, out: "from stdin from file" });
    expect(result.limit).toBeUndefined();
    expect(result.files).toEqual({ "out/result.json": "made" });
  });

  it("runs Node from the mounted runtime", async () => {
    const argv = nodeCommand("/job/main.mjs", ["x"], 512);
    const main = "import os from 'node:os'; console.log(process.version, process.argv[2], os.homedir())";
    expect(await run(argv, {}, { files: { "main.mjs": main } })).toMatchObject({
      exitCode: 0,
      out: `${process.version} x /home/sandbox`,
    });
  });

  it("passes output on while the program runs", async () => {
    const seen: string[] = [];
    await shell(
      "echo live; echo error >&2",
      {},
      {
        onStdout: (chunk) => seen.push(`out ${chunk}`),
        onStderr: (chunk) => seen.push(`err ${chunk}`),
      },
    );
    expect(seen.sort()).toEqual(["err error\n", "out live\n"]);
  });

  it("reaches no network: not the host's ports, not its abstract sockets", async () => {
    let connections = 0;
    const tcp = createServer(() => (connections += 1)).listen(0, "127.0.0.1");
    const abstract = `\0redoubt-test-${process.pid}`;
    const unix = createServer(() => (connections += 1)).listen(abstract);
    await Promise.all([tcp, unix].map((server) => new Promise((resolve) => server.once("listening", resolve))));
    const address = tcp.address();
    const port = typeof address === "object" ? address?.port : 0;
    const targets = [{ host: "127.0.0.1", port }, { host: "192.0.2.1", port: 80 }, { path: abstract }];
    const result = await node(`
      for (const target of ${JSON.stringify(targets)}) {
        require("net").connect(target).on("connect", () => console.log("connected")).on("error", (e) => console.log(e.code));
      }`);
    tcp.close();
    unix.close();
    expect(result.out.split("\n").sort()).toEqual(["ECONNREFUSED", "ECONNREFUSED", "ENETUNREACH"]);
    expect(connections).toBe(0);
  });

  it("sees nothing of the host but programs", async () => {
    const secret = join(work, "secret");
    await writeFile(secret, "canary");
    const result = await shell(`ls / /home /etc; ls /root /var ${work} 2>&1; cat /etc/shadow ${secret} 2>&1; hostname`);
    expect(result.out).not.toContain("canary");
    expect(result.out.match(/No such file or directory/g)).toHaveLength(5);
    expect(result.out.split("\n").slice(0, 5)).toEqual(["/:", "bin", "dev", "etc", "home"]);
    expect(result.out.endsWith("sandbox")).toBe(true);
  });

  it("cannot find out where its folders lie on the host", async () => {
    const result = await shell("tr '\\0' ' ' < /proc/1/cmdline; tr '\\0' '\\n' < /proc/1/environ", {}, { source });
    expect(result.out).toContain("bwrap");
    expect(result.out).not.toContain(work);
    expect(result.out).not.toContain(jobs);
  });

  it("writes below /job and temporary folders only", async () => {
    const places = ["/", "/usr", "/etc", "/dev", "/home", "/job/src", "/proc/sys/kernel"];
    const result = await shell(
      `for d in ${places.join(" ")}; do touch $d/made 2>/dev/null && echo "wrote $d"; done
       for d in /job /tmp $HOME /dev/shm; do touch $d/made && echo "ok $d"; done`,
      {},
      { source },
    );
    expect(result.out.split("\n")).toEqual(["ok /job", "ok /tmp", "ok /home/sandbox", "ok /dev/shm"]);
    expect(await readdir(source)).toEqual(["a.sol"]);
  });

  it("changes neither kernel settings nor device nodes of the host", async () => {
    const settings = ["/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/self/../sys/vm/swappiness"];
    const before = await Promise.all(["/dev/zero", "/dev/null"].map(async (path) => (await stat(path)).mode));
    const pattern = await readFile("/proc/sys/kernel/core_pattern", "utf8");
    const result = await shell(
      `for f in ${settings.join(" ")}; do (printf '%s' '${pattern.trim()}' > $f) 2>/dev/null && echo "wrote $f"; done
       chmod 0600 /dev/zero /dev/null; chown $(id -u) /dev/zero; mount -o remount,rw /usr; echo x > /dev/null && echo done`,
    );
    expect(result.out).toBe("done");
    const after = await Promise.all(["/dev/zero", "/dev/null"].map(async (path) => (await stat(path)).mode));
    expect(after).toEqual(before);
  });

  it("starts with the environment that was asked for and no other", async () => {
    const result = await shell("env | sort", { env: { FOUNDRY_OFFLINE: "true" } });
    const names = result.out.split("\n").map((line) => line.split("=")[0]);
    expect(names).toEqual(["FOUNDRY_OFFLINE", "HOME", "LANG", "PATH", "PWD", "TMPDIR"]);
  });

  it("has no capability, no new privileges and a system-call filter", async () => {
    const status = (await shell("grep -E '^(Cap|NoNewPrivs|Seccomp:|Groups|Uid)' /proc/self/status")).out;
    expect(status.match(/^Cap\w+:\t0{16}$/gm)).toHaveLength(5);
    expect(status).toContain("NoNewPrivs:\t1");
    expect(status).not.toMatch(/^Uid:\t0\t/m);
    if (process.arch === "x64" || process.arch === "arm64") expect(status).toContain("Seccomp:\t2");
  });

  it.runIf(process.arch === "x64")(
    "is denied ptrace, namespaces, keys, vsock and memory without an owner",
    async () => {
      const calls = {
        ptrace: [101, 0],
        unshare: [272, 0x10000000],
        keyctl: [250, 0],
        bpf: [321, 0],
        io_uring: [425, 1],
      };
      const script = Object.entries(calls).map(
        ([name, [number, arg]]) => `$! = 0; syscall(${number}, ${arg}, 0, 0, 0); print "${name} ", $!+0, "\\n";`,
      );
      const sockets =
        "$! = 0; socket(S, 40, 1, 0); print 'vsock ', $!+0, qq(\\n); socket(T, 2, 1, 0) and print qq(inet ok\\n);";
      const result = await run(["/usr/bin/perl", "-e", script.join("") + sockets]);
      expect(result.out.split("\n")).toEqual([
        "ptrace 1",
        "unshare 1",
        "keyctl 1",
        "bpf 1",
        "io_uring 1",
        "vsock 97",
        "inet ok",
      ]);
    },
  );

  it("reads sources that only their owner may read on the host", async () => {
    const closed = join(work, "closed");
    await mkdir(join(closed, "inner"), { recursive: true });
    await writeFile(join(closed, "inner", "b.sol"), "contract B {}");
    await chmod(join(closed, "inner", "b.sol"), 0o600);
    await chmod(closed, 0o700);
    expect((await shell("cat src/inner/b.sol", {}, { source: closed })).out).toBe("contract B {}");
    expect((await stat(join(closed, "inner", "b.sol"))).mode & 0o777).toBe(0o600);
  });

  it("gets mounts below its home and job folders, beside files of its own", async () => {
    const mounts = ["/home/sandbox/.svm/0.8.28", "/job/lib/tool"].map((target) => ({ source, target }));
    const result = await shell(
      "cat $HOME/.svm/0.8.28/a.sol /job/lib/tool/a.sol; touch $HOME/.svm/own /job/lib/own && echo ok; touch /job/lib/tool/x",
      { readOnly: mounts },
    );
    expect(result.out).toBe("contract A {}contract A {}ok");
    expect(result.err).toContain("Read-only file system");
  });
});

describe.runIf(availability.ok)("a limit", () => {
  it("stops a fork bomb and nothing of it survives", async () => {
    const marker = `bomb-${process.pid}-${Math.random()}`;
    const result = await shell(`f() { f | f & }; f; exec sleep 60 # ${marker}`, { maxProcesses: 15, timeoutMs: 5_000 });
    expect(["processes", "timeout"]).toContain(result.limit);
    expect(survivors(marker)).toEqual([]);
  });

  it("stops a program that takes too much memory, all its processes together", async () => {
    const script =
      "node=/node/bin/node; for i in 1 2 3; do $node -e 'const a = Buffer.alloc(15e7, 1); setTimeout(() => a, 60000)' & done; wait";
    const result = await shell(script, { maxRssMb: 300 });
    expect(result).toMatchObject({ limit: "memory", exitCode: 137 });
    expect(result.peakRssMb).toBeGreaterThan(300);
  });

  it("asks at the end of the time and then insists", async () => {
    const polite = await shell("trap 'echo asked; exit 3' TERM; sleep 60 & wait", { timeoutMs: 1000 });
    expect(polite).toMatchObject({ limit: "timeout", out: "asked", exitCode: 3 });
    const deaf = await shell("trap '' TERM; while :; do sleep 0.2; done", { timeoutMs: 500 });
    expect(deaf).toMatchObject({ limit: "timeout", exitCode: 137 });
  });

  it("cuts output at the cap, both streams together", async () => {
    let seen = 0;
    const count = (chunk: Buffer) => (seen += chunk.length);
    const result = await shell("yes >&2 & yes", { maxOutputMb: 1 }, { onStdout: count, onStderr: count });
    expect(result.limit).toBe("output");
    expect(seen).toBe(1024 * 1024);
  });

  it("stops a program that fills the disk", async () => {
    const script =
      "for (let i = 0; ; i += 1) require('fs').writeFileSync('f' + i, Buffer.alloc(4e6, 1)), Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)";
    expect(await node(script, { maxJobMb: 16 })).toMatchObject({ limit: "disk", exitCode: 137 });
    const single = await shell("dd if=/dev/zero of=big bs=1M count=64", { maxJobMb: 8 });
    expect(single.exitCode).not.toBe(0);
  });

  it("hands back no output file that is too large, a link out of the job folder, or a pipe", async () => {
    const result = await shell(
      "dd if=/dev/zero of=large bs=1M count=3 2>/dev/null; ln -s /etc/passwd link; ln -s /etc folder; mkfifo pipe; echo x > kept",
      { maxOutputMb: 2, outputFiles: ["large", "link", "folder/passwd", "pipe", "kept"] },
    );
    expect(result.files).toEqual({ kept: "x" });
    expect(result.limit).toBe("output");
  });

  it("cancels with everything that was started, detached children too", async () => {
    const controller = new AbortController();
    const marker = `marker-${process.pid}-${Math.random()}`;
    const script = `(setsid sleep 300 ${marker} 2>/dev/null || setsid perl -e 'sleep 300' ${marker}) & trap '' TERM; echo up; sleep 300`;
    const result = await shell(script, {}, { signal: controller.signal, onStdout: () => controller.abort() });
    expect(result.limit).toBe("cancelled");
    expect(survivors(marker)).toEqual([]);
  });

  it("is cancelled before it starts when the signal already fired", async () => {
    expect((await shell("sleep 60", {}, { signal: AbortSignal.abort() })).limit).toBe("cancelled");
  });
});

describe.runIf(availability.ok)("a run", () => {
  it("leaves no folder behind, whatever happened", async () => {
    await shell("mkdir -p a/b; touch a/b/c; chmod 0 a/b a");
    await expect(run(["/bin/true"], {}, { source: join(work, "missing") })).rejects.toMatchObject({
      code: "sandbox.invalid-command",
    });
    await expect(shell("true", {}, { files: { "../escape": "x" } })).rejects.toMatchObject({
      code: "sandbox.invalid-command",
    });
    await expect(
      shell(
        "echo x",
        {},
        {
          onStdout: () => {
            throw new Error("log is full");
          },
        },
      ),
    ).rejects.toThrow("log is full");
    expect(await readdir(jobs)).toEqual([]);
    expect(existsSync(join(jobs, "..", "escape"))).toBe(false);
  });

  it("says so when the jail itself cannot be made", async () => {
    const missing = { workingDirectory: "/nowhere" };
    await expect(shell("true", missing)).rejects.toMatchObject({ code: "sandbox.setup-failed" });
  });
});

describe("without bubblewrap", () => {
  const bare = { bwrapPath: "/nonexistent/bwrap", workDirectory: jobs };
  const command: SandboxCommand = {
    argv: [
      "/bin/sh",
      "-c",
      "cat /job/src/a.sol; touch /job/ok && echo -n +; touch /job/src/no 2>/dev/null || echo -n -; grep CapEff /proc/self/status",
    ],
    env: {},
    readOnly: [nodeRuntimeMount()],
    timeoutMs: 10_000,
    maxRssMb: 256,
    maxOutputMb: 1,
    maxProcesses: 20,
  };

  it("refuses foreign sources and names the remedy", async () => {
    for (const allowUnsandboxed of [false, true]) {
      const strict = createSandbox({ ...bare, allowUnsandboxed });
      expect(await strict.available()).toMatchObject({ ok: false });
      await expect(strict.run(command, { source })).rejects.toMatchObject({
        code: "sandbox.unavailable",
        howToInstall: expect.stringContaining("apt-get install -y bubblewrap"),
      });
    }
  });

  it("refuses own sources too unless the operator allows it", async () => {
    await expect(createSandbox(bare).run(command, { source, ownSource: true })).rejects.toMatchObject({
      code: "sandbox.unavailable",
    });
  });

  it.runIf(availability.ok)("runs own sources under limits at the same paths and marks them", async () => {
    const lenient = createSandbox({ ...bare, allowUnsandboxed: true });
    const result = await lenient.run(command, { source, ownSource: true });
    expect(result).toMatchObject({ exitCode: 0, sandboxed: false });
    expect(await tail(result.stdout())).toBe("contract A {}+-CapEff:\t0000000000000000");
    await result.dispose();
    const marker = `bare-${process.pid}-${Math.random()}`;
    const slow = await lenient.run(
      { ...command, argv: ["/bin/sh", "-c", `sleep 60; : ${marker}`], timeoutMs: 300 },
      { ownSource: true },
    );
    expect(slow.limit).toBe("timeout");
    await slow.dispose();
    expect(survivors(marker)).toEqual([]);
  });
});

/** Command lines of living processes that contain the text, except this one. */
function survivors(text: string): number[] {
  return readProcesses()
    .filter(({ pid }) => pid !== process.pid && pid !== process.ppid && commandLine(pid).includes(text))
    .map(({ pid }) => pid);
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
