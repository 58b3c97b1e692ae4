/** Pauses between writes that whoever waits for the last one cuts short. */
export class Pause {
  readonly #milliseconds: number;
  #hurried = 0;
  #end: () => void = () => undefined;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  async take(): Promise<void> {
    if (this.#hurried > 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#milliseconds);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Waits for work that pauses, without its pauses. */
  async hurry(work: Promise<void> | undefined): Promise<void> {
    this.#hurried += 1;
    this.#end();
    try {
      await work;
    } finally {
      this.#hurried -= 1;
    }
  }
}
