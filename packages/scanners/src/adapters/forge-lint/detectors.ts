import type { DetectorInfo } from "../../contract.ts";
import { type DetectorRating, rated } from "../../reading/finding.ts";

const style = (title: string): DetectorRating => ({ title, severity: "info", confidence: "high", tags: ["style"] });
const gas = (title: string): DetectorRating => ({ title, severity: "info", confidence: "high", tags: ["gas"] });

/**
 * Every lint of forge 1.7.1. Confidence is ours: the tool states none. Severity is the tool's but where untouched
 * `@openzeppelin/contracts` 5.4.0 shows that it means little: all 11 shifts of the wrong order there are `1 << n` bit
 * masks, and all 106 casts are checked by their surroundings.
 */
export const RATINGS: Readonly<Record<string, DetectorRating>> = {
  "incorrect-shift": {
    title: "Arguments of a shift in the wrong order",
    severity: "medium",
    confidence: "low",
    cwe: ["CWE-683"],
  },
  "unchecked-call": {
    title: "Result of a low-level call is not checked",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-252"],
    swc: ["SWC-104"],
  },
  "erc20-unchecked-transfer": {
    title: "Result of an ERC-20 transfer is not checked",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-252"],
  },
  "divide-before-multiply": {
    title: "Division before multiplication loses precision",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-682"],
  },
  "incorrect-erc20-interface": {
    title: "Function departs from the ERC-20 interface",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-573"],
  },
  "incorrect-erc721-interface": {
    title: "Function departs from the ERC-721 interface",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-573"],
  },
  "unsafe-typecast": {
    title: "Cast may cut the value",
    severity: "low",
    confidence: "low",
    cwe: ["CWE-197"],
  },
  "block-timestamp": {
    title: "Block time in a comparison",
    severity: "low",
    confidence: "low",
    cwe: ["CWE-829"],
    swc: ["SWC-116"],
  },
  "unsafe-cheatcode": { title: "Cheatcode that touches the machine", severity: "info", confidence: "medium" },
  "pascal-case-struct": style("Struct name is not PascalCase"),
  "mixed-case-variable": style("Variable name is not mixedCase"),
  "mixed-case-function": style("Function name is not mixedCase"),
  "screaming-snake-case-const": style("Constant name is not SCREAMING_SNAKE_CASE"),
  "screaming-snake-case-immutable": style("Immutable name is not SCREAMING_SNAKE_CASE"),
  "unaliased-plain-import": style("Import without names"),
  "unused-import": style("Import is not used"),
  "named-struct-fields": style("Struct made without field names"),
  "multi-contract-file": style("Several contracts in one file"),
  "interface-file-naming": style("Interface file without leading I"),
  "interface-naming": style("Interface name without leading I"),
  "custom-errors": gas("Revert text instead of a custom error"),
  "asm-keccak256": gas("Hash could be computed in assembly"),
  "unwrapped-modifier-logic": gas("Modifier logic is copied into every function"),
};

/** Rating of any lint; one that this table does not know yet follows the level that the tool printed. */
export function ratingOf(lint: string, level: string): DetectorRating {
  return (
    rated(RATINGS, lint) ?? (level === "warning" ? { title: lint, severity: "low", confidence: "low" } : style(lint))
  );
}

/** All lints are on in our runs. */
export function detectors(): readonly DetectorInfo[] {
  return Object.entries(RATINGS).map(([id, { title }]) => ({ id, title }));
}
