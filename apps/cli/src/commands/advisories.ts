import path from "node:path";
import { AdvisoryImport } from "../api/schemas.ts";
import { waitForAdvisories } from "../api/wait.ts";
import { readArguments } from "../arguments.ts";
import { connect } from "../context.ts";
import { CliError, EXIT, UsageError } from "../errors.ts";
import { say } from "../io.ts";
import { progress } from "../progress.ts";
import { plain } from "../text/plain.ts";
import { megabytes } from "../tree/select.ts";
import type { Command } from "./command.ts";
import { sizeOfReport } from "./upload.ts";

const MOST_BYTES = 4 * 1024 ** 3;
const KINDS = ["osv", "epss", "kev"] as const;
export const advisories: Command = {
  name: "advisories",
  summary: "brings a dump of advisories (OSV, EPSS, KEV) to the server",
  usage: `redoubt advisories import <file> [--kind osv|epss|kev] [--timeout <minutes>]

OSV: the all.zip of an ecosystem, or JSON. EPSS: the CSV, also as .gz. KEV: the
JSON catalogue. Without --kind the content decides. The server matches
packages against what was imported last; it asks nobody else.
`,
  async run(io, argv) {
    const given = readArguments(argv, { kind: { type: "string" }, timeout: { type: "string" } }, { min: 2, max: 2 });
    const [verb, name] = given.positionals;
    if (verb !== "import" || name === undefined) throw new UsageError("There is: redoubt advisories import <file>");
    const file = path.resolve(io.cwd, name);
    const size = await sizeOfReport(file, MOST_BYTES);
    const api = await connect(io);
    const line = progress(io);
    line.show(`sending ${megabytes(size)}`);
    const body = { file, size, type: "application/octet-stream" };
    const query = { kind: given.oneOf("kind", KINDS), name: path.basename(file).slice(0, 200) };
    const requested = await api.post("/advisories", AdvisoryImport, body, query).finally(line.end);
    const timeoutMs = (given.number("timeout") ?? 30) * 60_000;
    const done = await waitForAdvisories(api, requested.id, {
      signal: io.signal,
      timeoutMs,
      progress: line.show,
    }).finally(line.end);
    for (const notice of done.notices) say(io, plain(notice, 500));
    if (done.state !== "succeeded")
      throw new CliError(`The dump is ${done.state}: ${plain(done.failure ?? "no reason given", 500)}`);
    const { counts } = done;
    say(
      io,
      `${done.kind ?? "dump"}: ${counts.added ?? 0} added, ${counts.changed ?? 0} changed, ${counts.unchanged ?? 0} as before, ${counts.leftOut ?? 0} left out.`,
    );
    return EXIT.fine;
  },
};
