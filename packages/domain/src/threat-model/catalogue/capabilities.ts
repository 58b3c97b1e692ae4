/** What an attacker may be able to do. */
export const CAPABILITIES = [
  { id: "CAP-01", title: "Read verified source" },
  { id: "CAP-02", title: "Decompile bytecode" },
  { id: "CAP-03", title: "Fork and simulate state" },
  { id: "CAP-04", title: "Flash capital" },
  { id: "CAP-05", title: "Private order flow" },
  { id: "CAP-06", title: "Fan out over many chains" },
  { id: "CAP-07", title: "Groom state over days with many transactions" },
  { id: "CAP-08", title: "Reach infrastructure off chain" },
  { id: "CAP-09", title: "Social engineering, with deepfakes" },
  { id: "CAP-10", title: "Valid internal credentials" },
  { id: "CAP-11", title: "Inject prompts into tools" },
  { id: "CAP-12", title: "Poison models and tools in their supply chain" },
  { id: "CAP-13", title: "Persist at all hours at the cost of tokens" },
  { id: "CAP-14", title: "Search configurations: fees, decimals, caps, oracle sets" },
] as const;
