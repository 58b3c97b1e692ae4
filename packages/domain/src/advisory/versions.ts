import { compare as comparePython, valid as validPython } from "@renovatebot/pep440";
import { compare as compareSemver, parse as parseSemver, type SemVer } from "semver";
import type { AdvisoryEcosystem } from "./osv.ts";

/** Longer text is no version; it bounds what the expressions of the libraries see. */
const MOST_SIGNS = 200;

/** Orders versions of one ecosystem; null for what is no version there. */
export interface VersionOrder {
  /** Below zero when `a` is older; null when one of them cannot be ordered. */
  readonly compare: (a: string, b: string) => number | null;
  /** The same version, however it is written. */
  readonly equal: (a: string, b: string) => boolean;
}

const SEMVER: VersionOrder = {
  compare(a, b) {
    const [x, y] = [semverOf(a), semverOf(b)];
    return x === null || y === null ? null : compareSemver(x, y);
  },
  equal: (a, b) => a === b || withoutV(a) === withoutV(b),
};

const PYTHON: VersionOrder = {
  compare(a, b) {
    const [x, y] = [pythonOf(a), pythonOf(b)];
    return x === null || y === null ? null : comparePython(x, y);
  },
  equal: (a, b) => a === b || PYTHON.compare(a, b) === 0,
};

/** Commits have no order without the repository's history: what is not named exactly is not known. */
const COMMITS: VersionOrder = {
  compare: (a, b) => (a === b ? 0 : null),
  equal: (a, b) => a === b || withoutV(a) === withoutV(b),
};

/** npm, crates.io and Go order by SemVer 2.0.0, PyPI by PEP 440. */
export function orderOf(ecosystem: AdvisoryEcosystem): VersionOrder {
  if (ecosystem === "PyPI") return PYTHON;
  return ecosystem === "Git" ? COMMITS : SEMVER;
}

function withoutV(version: string): string {
  return version.replace(/^v(?=\d)/, "");
}

/** Also `1`, `1.2` and `v1.2.3`, which advisories and tags say; a build after + does not count. */
function semverOf(version: string): SemVer | null {
  if (version.length > MOST_SIGNS) return null;
  const plain = withoutV(version.trim());
  const exact = parseSemver(plain);
  if (exact !== null) return exact;
  const short = /^(\d{1,16})(?:\.(\d{1,16}))?(?:\.(\d{1,16}))?(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/.exec(plain);
  if (short === null) return null;
  const [, major = "0", minor = "0", patch = "0", rest = ""] = short;
  return parseSemver(`${Number(major)}.${Number(minor)}.${Number(patch)}${rest}`, { loose: true });
}

function pythonOf(version: string): string | null {
  if (version.length > MOST_SIGNS) return null;
  const plain = version.trim();
  return validPython(plain) === null ? null : plain;
}
