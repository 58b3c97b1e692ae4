// The sentences that people read once everything runs.
import { spawnSync } from "node:child_process";

/** The block of the first page: where it is, how to get in, what to do next. */
export function readyBlock({ url, port, demo, setUpLink, seedWords, dev }) {
  const local = `http://localhost:${port}`;
  const lines = [`Redoubt is ready   ${url}`];
  if (demo) {
    lines.push(`  sign in as   lead        ${local}/demo/lead`);
    lines.push(`               developer   ${local}/demo/developer`);
    lines.push(`               manager     ${local}/demo/manager     (loopback only, demo only)`);
    if (seedWords) lines.push(`  ${seedWords}`);
  }
  if (setUpLink) lines.push(`  create the owner:   ${new URL(setUpLink, url).href}   (works once)`);
  lines.push("  your own code:  npm run scan -- ./path      or drop a folder on the page");
  if (dev) lines.push("  hot reload is on");
  return lines;
}

/** One line for each thing that is not as it should be, with the way out. */
export function machineNotes() {
  const notes = [];
  if (process.platform !== "linux") {
    notes.push(
      "Sandbox: scanners of foreign code need Linux with bubblewrap; here only the demo's own code is scanned.",
    );
  } else if (spawnSync("bwrap", ["--unshare-all", "--ro-bind", "/", "/", "true"], { stdio: "ignore" }).status !== 0) {
    notes.push(
      spawnSync("bwrap", ["--version"], { stdio: "ignore" }).error
        ? "Sandbox: bubblewrap is missing, so foreign code is not scanned: apt-get install bubblewrap"
        : "Sandbox: bubblewrap cannot make user namespaces here, so foreign code is not scanned: allow them (sysctl kernel.unprivileged_userns_clone=1, or an AppArmor profile for bwrap).",
    );
  }
  if (process.getuid?.() === 0)
    notes.push(
      "Running as root: it works (PostgreSQL and scanners run as users without rights), but an ordinary user is safer.",
    );
  return notes;
}
