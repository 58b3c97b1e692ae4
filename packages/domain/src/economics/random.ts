/** A stream of numbers that is the same for the same seed, on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  normal(): number;
  /** Triangular between `low` and `high` with its peak at `mode`. */
  triangular(low: number, mode: number, high: number): number;
  poisson(mean: number): number;
}

/** Mulberry32: 32 bits of state, good enough for ten thousand years of a model whose inputs are guesses. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    triangular(low, mode, high) {
      const u = next();
      if (high <= low) return mode;
      const split = (mode - low) / (high - low);
      if (u < split) return low + Math.sqrt(u * (high - low) * (mode - low));
      return high - Math.sqrt((1 - u) * (high - low) * (high - mode));
    },
    poisson(mean) {
      const limit = Math.exp(-Math.min(mean, 700));
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count += 1;
      return count;
    },
  };
}
