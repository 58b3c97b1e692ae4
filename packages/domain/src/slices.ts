/** The layers that a slice may have; `npm run check` fails when a declared one is missing or an undeclared one exists. */
export type Layer = "tables" | "domain" | "router" | "screen" | "worker" | "e2e";

export interface Slice {
  readonly name: string;
  readonly layers: readonly Layer[];
}

/** The slices in dependency order: one may import those before it, never those after it. */
export const SLICES: readonly Slice[] = [
  { name: "audit", layers: ["tables", "domain"] },
  { name: "identity", layers: ["tables", "domain", "router", "screen", "e2e"] },
  { name: "organization", layers: ["tables", "domain", "router", "screen", "e2e"] },
  { name: "notification", layers: ["tables", "domain", "router", "screen", "worker", "e2e"] },
  { name: "project", layers: ["tables", "domain", "router", "screen", "worker", "e2e"] },
  { name: "source", layers: ["tables", "domain", "router", "screen", "worker", "e2e"] },
  { name: "profile", layers: ["tables", "domain", "router", "screen", "worker", "e2e"] },
  { name: "threat-model", layers: ["tables", "domain", "router", "screen", "worker", "e2e"] },
  { name: "economics", layers: ["tables", "domain", "router", "screen", "worker", "e2e"] },
  { name: "advisory", layers: ["tables", "domain", "router", "screen", "worker", "e2e"] },
  { name: "scan", layers: ["tables", "domain", "router", "screen", "worker", "e2e"] },
  { name: "finding", layers: ["tables", "domain", "router", "screen", "worker", "e2e"] },
  { name: "verification", layers: ["tables", "domain", "router", "screen", "worker", "e2e"] },
  { name: "report", layers: ["tables", "domain", "router", "screen", "worker", "e2e"] },
];
