// The six lines with seconds that a person watches, and nothing else.
const WIDTH = 14;

/** Prints each step once, when it has ended, with what it took; on a terminal also while it runs. */
export class Progress {
  #started = performance.now();
  #stream;

  constructor(stream = process.stdout) {
    this.#stream = stream;
  }

  get seconds() {
    return (performance.now() - this.#started) / 1000;
  }

  /** Runs one step; `work` returns a few words for the line, and gets `say` for words while it runs. */
  async step(name, work) {
    const began = performance.now();
    const terminal = this.#stream.isTTY;
    const say = (words) => {
      if (terminal) this.#stream.write(`\r\x1b[2K  ${name.padEnd(WIDTH)}      …  ${words}`);
    };
    say("");
    try {
      const words = await work(say);
      const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
      this.#stream.write(`${terminal ? "\r\x1b[2K" : ""}  ${name.padEnd(WIDTH)}${seconds} s  ${words ?? ""}\n`);
    } catch (error) {
      if (terminal) this.#stream.write("\r\x1b[2K");
      throw error;
    }
  }

  line(text = "") {
    this.#stream.write(`${text}\n`);
  }
}
