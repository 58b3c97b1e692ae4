/** A product that was started for tests or pictures. */
export interface TestProduct {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** Only without a demo, and before there is an owner. */
  readonly setUpLink: string | undefined;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** Resolves when the product is ready; with `port` it has to get this one, else the first free one from `portFrom`. */
export function startProduct(options: {
  dataDir: string;
  portFrom?: number;
  port?: number;
  demo: boolean;
}): Promise<TestProduct>;
