import { posix } from "node:path";
import type { Mount, SandboxCommand } from "./contract.ts";
import { jailPaths } from "./contract.ts";
import { SandboxError } from "./errors.ts";
import { systemFolder } from "./host.ts";

/** The identity that a jailed program has on the host. */
export type JailUser =
  /** Own user namespace over the calling, ordinary user. */
  | { readonly mode: "namespace" }
  /**
   * Called by root: mounts are made as root, then the program drops to a uid that owns nothing on the host. A user
   * namespace over uid 0 would not do: its program still owns root's files, so it could change the modes of device
   * nodes and write `/proc/sys/kernel/core_pattern` of the host.
   */
  | { readonly mode: "dropped"; readonly id: number };

/** Everything of one jail that bubblewrap must know, host paths included. */
export interface JailPlan {
  readonly user: JailUser;
  readonly jobFolder: string;
  readonly source: string | undefined;
  readonly passwdFile: string;
  readonly groupFile: string;
  readonly mounts: readonly Mount[];
  readonly env: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** No system-call filter on this machine: at least forbid nested user namespaces. */
  readonly forbidUserNamespaces: boolean;
}

const megabyte = 1024 * 1024;
const temporaryBytes = String(256 * megabyte);
const sharedMemoryBytes = String(64 * megabyte);
/** Where mounts would replace what the jail itself provides. */
const reservedTargets = [
  "/usr",
  "/bin",
  "/sbin",
  "/lib",
  "/lib32",
  "/lib64",
  "/libx32",
  "/proc",
  "/dev",
  "/sys",
  "/etc",
];

/** Options of bubblewrap for a plan, in the order in which it executes them; to be handed over by `--args`. */
export function bwrapOptions(plan: JailPlan): string[] {
  return [
    ...namespaceOptions(plan),
    "--new-session",
    "--die-with-parent",
    "--hostname",
    "sandbox",
    "--clearenv",
    ...Object.entries(jailEnvironment(plan.env)).flatMap(([name, value]) => ["--setenv", name, value]),
    ...systemOptions(plan),
    ...temporaryFolder("/tmp", temporaryBytes),
    ...directory("/home"),
    ...temporaryFolder(jailPaths.home, temporaryBytes),
    "--bind",
    plan.jobFolder,
    jailPaths.job,
    ...(plan.source === undefined ? [] : ["--ro-bind", plan.source, jailPaths.source]),
    ...plan.mounts.flatMap(mountOptions),
    "--remount-ro",
    "/",
    "--chdir",
    plan.workingDirectory,
  ];
}

/** argv that gives up root inside the jail; empty where a user namespace did it. */
export function dropArgv(user: JailUser): string[] {
  if (user.mode === "namespace") return [];
  return [
    "/usr/bin/setpriv",
    `--reuid=${user.id}`,
    `--regid=${user.id}`,
    "--clear-groups",
    "--inh-caps=-all",
    "--bounding-set=-all",
    "--no-new-privs",
    // A change of identity clears the signal that the parent's death sends.
    "--pdeathsig=KILL",
    "--",
  ];
}

/** The program's whole environment: neutral defaults under what the command asks for. */
export function jailEnvironment(env: Readonly<Record<string, string>>): Record<string, string> {
  return { HOME: jailPaths.home, TMPDIR: "/tmp", PATH: "/usr/bin:/bin", LANG: "C.UTF-8", ...env };
}

/** Throws `sandbox.invalid-command` when the command could not mean what it says. */
export function checkCommand(command: SandboxCommand): void {
  const refuse = (reason: string): never => {
    throw new SandboxError("sandbox.invalid-command", reason);
  };
  if (command.argv.length === 0 || command.argv[0] === "") refuse("The command is empty.");
  const text = [...command.argv, ...Object.entries(command.env).flat()];
  if (text.some((part) => part.includes("\0"))) refuse("Arguments and environment must not contain NUL.");
  const names = Object.keys(command.env);
  if (names.some((name) => name === "" || name.includes("="))) refuse("An environment variable has no usable name.");
  for (const mount of command.readOnly) {
    if (!isCleanAbsolute(mount.source) || !isCleanAbsolute(mount.target) || mount.target === "/") {
      refuse(`The mount ${mount.source} at ${mount.target} must be between absolute, normalized paths.`);
    }
    const taken = [...reservedTargets, jailPaths.job, jailPaths.home, jailPaths.source];
    if (taken.includes(mount.target) || reservedTargets.some((path) => mount.target.startsWith(`${path}/`))) {
      refuse(`The mount target ${mount.target} belongs to the jail.`);
    }
  }
  const limits = [
    command.timeoutMs,
    command.maxRssMb,
    command.maxOutputMb,
    command.maxProcesses,
    command.maxJobMb ?? 1,
  ];
  if (limits.some((limit) => !Number.isFinite(limit) || limit <= 0)) refuse("Every limit must be a positive number.");
}

function isCleanAbsolute(path: string): boolean {
  return (
    path.startsWith("/") &&
    !path.includes("\0") &&
    posix.normalize(path) === path &&
    (path === "/" || !path.endsWith("/"))
  );
}

function namespaceOptions(plan: JailPlan): string[] {
  if (plan.user.mode === "namespace") {
    const nested = plan.forbidUserNamespaces ? ["--disable-userns"] : [];
    return ["--unshare-user", "--unshare-all", ...nested, "--cap-drop", "ALL", "--uid", "65534", "--gid", "65534"];
  }
  const kept = ["CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP"].flatMap((capability) => ["--cap-add", capability]);
  const separate = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"];
  return [...separate, "--cap-drop", "ALL", ...kept];
}

function systemOptions(plan: JailPlan): string[] {
  const folders = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"].flatMap((path) => {
    const folder = systemFolder(path);
    if (folder.kind === "link") return ["--symlink", folder.to, path];
    return folder.kind === "folder" ? ["--ro-bind", path, path] : [];
  });
  return [
    "--ro-bind",
    "/usr",
    "/usr",
    ...folders,
    ...directory("/etc"),
    ...["/etc/ld.so.cache", "/etc/alternatives"].flatMap((path) => ["--ro-bind-try", path, path]),
    "--ro-bind",
    plan.passwdFile,
    "/etc/passwd",
    "--ro-bind",
    plan.groupFile,
    "/etc/group",
    "--proc",
    "/proc",
    "--dev",
    "/dev",
    ...temporaryFolder("/dev/shm", sharedMemoryBytes),
    // The folder, not the device nodes in it: a read-only remount would make those unusable.
    "--remount-ro",
    "/dev",
  ];
}

function mountOptions(mount: Mount): string[] {
  return [...parentsOf(mount.target).flatMap(parentDirectory), "--ro-bind", mount.source, mount.target];
}

/** bubblewrap makes missing parents 0700; these must be passable, and writable below the writable temporary folders. */
function parentDirectory(path: string): string[] {
  if (path === jailPaths.job || path.startsWith(`${jailPaths.job}/`)) return [];
  const writable = path.startsWith(`${jailPaths.home}/`) || path.startsWith("/tmp/");
  return path === jailPaths.home || path === "/tmp" ? [] : directory(path, writable ? "0777" : "0755");
}

function parentsOf(path: string): string[] {
  const parts = path.split("/").slice(1, -1);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join("/")}`);
}

function directory(path: string, mode = "0755"): string[] {
  return ["--perms", mode, "--dir", path];
}

function temporaryFolder(path: string, bytes: string): string[] {
  return ["--perms", "1777", "--size", bytes, "--tmpfs", path];
}
