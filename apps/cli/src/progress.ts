import { type Io, say } from "./io.ts";

/** Words of what goes on: one line that changes on a terminal, a line per change in a log. */
export function progress(io: Io): { show(words: string): void; end(): void } {
  const live = io.stderr.isTTY === true && io.environment.color;
  let shown = false;
  return {
    show(words) {
      if (!live) return say(io, words);
      io.stderr.write(`\r\u001b[2K${words}`);
      shown = true;
    },
    end() {
      if (shown) io.stderr.write("\r\u001b[2K");
      shown = false;
    },
  };
}
