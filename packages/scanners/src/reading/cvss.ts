// CVSS 3.x base score, by the equations of FIRST's specification (section 7.1). Version 4 is a table of 270 macro
// vectors and is not computed: reports that carry it name the score or a word as well.

const WEIGHTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
};
const PRIVILEGES = { unchanged: { N: 0.85, L: 0.62, H: 0.27 }, changed: { N: 0.85, L: 0.68, H: 0.5 } } as const;

/** The base score of a CVSS 3.0 or 3.1 vector; undefined for anything else. */
export function cvss3Score(vector: string | undefined): number | undefined {
  if (vector === undefined || vector.length > 200 || /^CVSS:(?!3\.[01]\/)/.test(vector)) return undefined;
  const metrics = new Map(
    vector.split("/").map((part): [string, string] => {
      const at = part.indexOf(":");
      return [part.slice(0, at), part.slice(at + 1)];
    }),
  );
  const weight = (name: string): number | undefined => {
    const table = WEIGHTS[name] ?? {};
    const value = metrics.get(name) ?? "";
    return Object.hasOwn(table, value) ? table[value] : undefined;
  };
  const changed = metrics.get("S") === "C";
  if (!changed && metrics.get("S") !== "U") return undefined;
  const level = metrics.get("PR");
  if (level !== "N" && level !== "L" && level !== "H") return undefined;
  const privileges = PRIVILEGES[changed ? "changed" : "unchanged"][level];
  const [av, ac, ui, c, i, a] = ["AV", "AC", "UI", "C", "I", "A"].map(weight);
  if (av === undefined || ac === undefined || ui === undefined) return undefined;
  if (c === undefined || i === undefined || a === undefined) return undefined;
  const base = 1 - (1 - c) * (1 - i) * (1 - a);
  const impact = changed ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base;
  if (impact <= 0) return 0;
  const exploitability = 8.22 * av * ac * privileges * ui;
  return roundUp(Math.min((changed ? 1.08 : 1) * (impact + exploitability), 10));
}

/** Up to one decimal, in whole numbers as the specification asks, so that binary fractions do not round up twice. */
function roundUp(value: number): number {
  const scaled = Math.round(value * 100_000);
  return scaled % 10_000 === 0 ? scaled / 100_000 : (Math.floor(scaled / 10_000) + 1) / 10;
}
