import { describe, expect, it } from "vitest";
import type { SandboxCommand } from "./contract.ts";
import { bwrapOptions, checkCommand, dropArgv, type JailPlan } from "./jail.ts";
import { prlimitArgv } from "./limits.ts";

const command: SandboxCommand = {
  argv: ["/node/bin/node"],
  env: {},
  readOnly: [],
  timeoutMs: 60_000,
  maxRssMb: 512,
  maxOutputMb: 1,
  maxProcesses: 10,
};

const plan: JailPlan = {
  user: { mode: "namespace" },
  jobFolder: "/data/job",
  source: "/data/source",
  passwdFile: "/data/passwd",
  groupFile: "/data/group",
  mounts: [{ source: "/data/svm", target: "/home/sandbox/.svm/0.8.28" }],
  env: { A: "1" },
  workingDirectory: "/job",
  forbidUserNamespaces: false,
};

function pairs(options: readonly string[], name: string): string[] {
  return options.flatMap((option, index) => (option === name ? [`${options[index + 1]} ${options[index + 2]}`] : []));
}

describe("bwrapOptions", () => {
  it("binds nothing writable but the job folder", () => {
    const options = bwrapOptions(plan);
    expect(pairs(options, "--bind")).toEqual(["/data/job /job"]);
    expect(options).not.toContain("--dev-bind");
    expect(options.at(-4)).toBe("--remount-ro");
  });

  it("shares no namespace in either mode", () => {
    expect(bwrapOptions(plan)).toContain("--unshare-all");
    const asRoot = bwrapOptions({ ...plan, user: { mode: "dropped", id: 61_500 } });
    for (const name of ["ipc", "pid", "net", "uts"]) expect(asRoot).toContain(`--unshare-${name}`);
    for (const options of [asRoot, bwrapOptions(plan)]) {
      expect(options).not.toContain("--share-net");
      expect(options).toEqual(expect.arrayContaining(["--new-session", "--die-with-parent", "--clearenv"]));
    }
  });

  it("drops root to an identity without groups, capabilities or a way back", () => {
    expect(dropArgv({ mode: "namespace" })).toEqual([]);
    expect(dropArgv({ mode: "dropped", id: 61_500 })).toEqual(
      expect.arrayContaining([
        "--reuid=61500",
        "--regid=61500",
        "--clear-groups",
        "--bounding-set=-all",
        "--no-new-privs",
      ]),
    );
  });

  it("makes parents of mounts passable, and writable below the home folder", () => {
    expect(bwrapOptions(plan).join(" ")).toContain("--perms 0777 --dir /home/sandbox/.svm --ro-bind /data/svm");
  });

  it("forbids nested user namespaces itself where no filter does", () => {
    expect(bwrapOptions({ ...plan, forbidUserNamespaces: true })).toContain("--disable-userns");
  });
});

describe("checkCommand", () => {
  it("accepts a plain command", () => {
    expect(() => checkCommand(command)).not.toThrow();
  });

  it.each<[string, Partial<SandboxCommand>]>([
    ["an empty argv", { argv: [] }],
    ["a NUL in an argument", { argv: ["/node/bin/node", "a\0b"] }],
    ["a NUL in the environment", { env: { A: "x\0--share-net" } }],
    ["a variable name with an equals sign", { env: { "A=B": "" } }],
    ["a relative mount source", { readOnly: [{ source: "data", target: "/tool" }] }],
    ["a mount target that climbs", { readOnly: [{ source: "/data", target: "/tool/../usr" }] }],
    ["a mount over the root", { readOnly: [{ source: "/data", target: "/" }] }],
    ["a mount over the system", { readOnly: [{ source: "/data", target: "/usr/bin" }] }],
    ["a mount over /proc", { readOnly: [{ source: "/data", target: "/proc" }] }],
    ["a mount over the job folder", { readOnly: [{ source: "/data", target: "/job" }] }],
    ["no time", { timeoutMs: 0 }],
    ["no memory limit", { maxRssMb: Number.POSITIVE_INFINITY }],
    ["a limit that is no number", { maxProcesses: Number.NaN }],
  ])("refuses %s", (_name, change) => {
    expect(() => checkCommand({ ...command, ...change })).toThrow(
      expect.objectContaining({ code: "sandbox.invalid-command" }),
    );
  });
});

describe("prlimitArgv", () => {
  it("sets every limit and never more than this process has itself", () => {
    const hardLimits = new Map([
      ["Max open files", 1024],
      ["Max processes", 50],
    ]);
    expect(prlimitArgv(command, { processors: 2, hardLimits, foreignTasks: 0 })).toEqual([
      "/usr/bin/prlimit",
      "--core=0",
      "--cpu=125",
      "--fsize=2147483648",
      "--nofile=1024",
      "--nproc=50",
      "--",
    ]);
  });

  it("adds what counts from outside the job on old kernels", () => {
    expect(prlimitArgv(command, { processors: 1, hardLimits: new Map(), foreignTasks: 300 })).toContain("--nproc=380");
  });
});
