import type { ProjectKind } from "@redoubt/domain/project";

/** What a kind of project is called, and what it is. */
export const KIND_WORDS: Readonly<Record<ProjectKind, { label: string; description: string }>> = {
  protocol: { label: "Protocol", description: "Contracts that hold or move value." },
  dapp: { label: "Dapp", description: "A front end with contracts of its own or of others." },
  service: { label: "Service", description: "Software that runs on servers: keepers, APIs, bridges." },
  library: { label: "Library", description: "Code that others build on." },
};
