// The browser of tests and screenshots: CHROMIUM, else Debian's, else the one packed in @sparticuz/chromium (Linux x64),
// else what `playwright install` left.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { childEnvironment, fromRoot, productNode } from "./start/house.mjs";
import { run } from "./start/process.mjs";

const PACKED = "node_modules/@sparticuz/chromium";

/** What Playwright's `launchOptions` need; `executablePath` is undefined when Playwright shall use its own. */
export async function chromium() {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  for (const executablePath of [process.env.CHROMIUM, "/usr/bin/chromium"]) {
    if (executablePath && existsSync(executablePath)) return { executablePath, args, env: {} };
  }
  if (process.platform !== "linux" || process.arch !== "x64" || !existsSync(fromRoot(PACKED))) return { args, env: {} };
  const folder = await unpack();
  return {
    executablePath: path.join(folder, "chromium"),
    args: [...args, "--font-render-hinting=none"],
    env: { LD_LIBRARY_PATH: path.join(folder, "al2023/lib"), FONTCONFIG_PATH: path.join(folder, "fonts") },
  };
}

/** Unpacks it once per version; an interrupted unpacking leaves nothing that looks finished. */
async function unpack() {
  const { version } = JSON.parse(readFileSync(fromRoot(PACKED, "package.json"), "utf8"));
  const folder = fromRoot("node_modules/.cache/redoubt-chromium", version);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  // The package decides at import time what it unpacks, by the environment of a cloud function, and always to TMPDIR.
  const script = `import("@sparticuz/chromium").then(({ default: packed }) => packed.executablePath())`;
  await run("Unpacking Chromium", productNode(), ["-e", script], {
    env: childEnvironment({ TMPDIR: draft, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" }),
    timeout: 180_000,
  });
  writeFileSync(path.join(draft, "fonts/fonts.conf"), fontConfiguration(folder));
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another run was faster.
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

/** The packed one looks in /tmp only, and a page without any font has no text. */
function fontConfiguration(folder) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
}
