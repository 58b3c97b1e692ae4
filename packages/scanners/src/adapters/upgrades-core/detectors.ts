import type { DetectorInfo } from "../../contract.ts";
import { type DetectorRating, rated } from "../../reading/finding.ts";

function layout(title: string, severity: DetectorRating["severity"]): DetectorRating {
  return { title, severity, confidence: "high", tags: ["storage-layout"] };
}

// Apart, because the compiler takes the type of a property of this name from Object.
const CONSTRUCTOR: DetectorRating = {
  title: "Upgradeable contract has a constructor",
  severity: "medium",
  confidence: "medium",
  cwe: ["CWE-665"],
};

/** Every problem that upgrades-core 1.46.0 reports; `storage-*` need the layout of the revision before. */
export const RATINGS: Readonly<Record<string, DetectorRating>> = {
  constructor: CONSTRUCTOR,
  delegatecall: {
    title: "Upgradeable contract uses delegatecall",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-829"],
    swc: ["SWC-112"],
  },
  selfdestruct: {
    title: "Upgradeable contract can destroy itself",
    severity: "high",
    confidence: "medium",
    cwe: ["CWE-284"],
    swc: ["SWC-106"],
  },
  "state-variable-assignment": {
    title: "State variable is set where a proxy does not see it",
    severity: "medium",
    confidence: "high",
    cwe: ["CWE-665"],
  },
  "state-variable-immutable": {
    title: "Immutable is set in the implementation, not in the proxy",
    severity: "low",
    confidence: "medium",
    cwe: ["CWE-665"],
  },
  "external-library-linking": {
    title: "Upgradeable contract links an external library",
    severity: "low",
    confidence: "medium",
    cwe: ["CWE-829"],
  },
  "struct-definition": { title: "Struct in an upgradeable contract", severity: "info", confidence: "low" },
  "enum-definition": { title: "Enum in an upgradeable contract", severity: "info", confidence: "low" },
  "missing-public-upgradeto": {
    title: "Implementation cannot be upgraded any more",
    severity: "high",
    confidence: "high",
    cwe: ["CWE-912"],
  },
  "internal-function-storage": {
    title: "Function pointer in storage changes its meaning with an upgrade",
    severity: "high",
    confidence: "high",
    cwe: ["CWE-822"],
  },
  "missing-initializer": {
    title: "Upgradeable contract has no initializer",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-665", "CWE-909"],
  },
  "missing-initializer-call": {
    title: "Initializer of a parent is not called",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-665", "CWE-909"],
  },
  "duplicate-initializer-call": {
    title: "Initializer of a parent is called twice",
    severity: "low",
    confidence: "medium",
    cwe: ["CWE-665"],
  },
  "incorrect-initializer-order": {
    title: "Initializers of parents are called in another order than inherited",
    severity: "low",
    confidence: "medium",
    cwe: ["CWE-696"],
  },
  "storage-insert": layout("Variable inserted before existing storage", "high"),
  "storage-delete": layout("Variable removed from existing storage", "high"),
  "storage-replace": layout("Storage slot taken by another variable", "high"),
  "storage-typechange": layout("Type of a stored variable changed", "high"),
  "storage-layoutchange": layout("Stored variable moved to another place", "high"),
  "storage-delete-namespace": layout("Storage namespace removed", "high"),
  "storage-shrinkgap": layout("Storage gap shrunk by another size than was added", "medium"),
  "storage-finishgap": layout("End of a storage gap became a variable", "low"),
  "storage-rename": layout("Stored variable renamed", "low"),
};

/** Rating of any kind; one that this table does not know yet is worth a look. */
export function ratingOf(kind: string): DetectorRating {
  return rated(RATINGS, kind) ?? { title: "Upgrade is not safe", severity: "medium", confidence: "medium" };
}

/** All checks are on; those of the layout say nothing for a first revision. */
export function detectors(): readonly DetectorInfo[] {
  return Object.entries(RATINGS).map(([id, { title }]) => ({ id, title }));
}
