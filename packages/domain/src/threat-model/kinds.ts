import { z } from "zod";

/** What a thing in a model can be. A boundary holds others; a note says something and does nothing. */
export const ELEMENT_KINDS = [
  "actor",
  "contract",
  "proxy",
  "oracle",
  "multisig",
  "key",
  "governance",
  "bridge",
  "external",
  "data-store",
  "service",
  "frontend",
  "node",
  "pipeline",
  "agent",
  "boundary",
  "note",
] as const;
export const ElementKind = z.enum(ELEMENT_KINDS);
export type ElementKind = z.infer<typeof ElementKind>;

/** What people read for a kind, in the singular. */
export const KIND_WORDS: Readonly<Record<ElementKind, string>> = {
  actor: "Person or role outside",
  contract: "Contract",
  proxy: "Proxy",
  oracle: "Oracle",
  multisig: "Multisig",
  key: "Key or account",
  governance: "Governance",
  bridge: "Bridge",
  external: "External protocol",
  "data-store": "Data store",
  service: "Service",
  frontend: "Front end",
  node: "Node, RPC or indexer",
  pipeline: "Build and deployment",
  agent: "AI agent",
  boundary: "Boundary",
  note: "Note",
};

/** Kinds that stand for code or parties and may be at the end of a flow. */
export function carriesFlows(kind: ElementKind): boolean {
  return kind !== "boundary" && kind !== "note";
}

/** How much is trusted inside a boundary. */
export const TRUST_WORDS = ["nobody is trusted", "others decide", "we run it", "the code decides"] as const;
