import { FoundManifest, ManifestKind } from "@redoubt/domain/advisory";
import { z } from "zod";

/** What the process that reads lock files is asked. Texts lie as numbered files in a folder of their own. */
export const InventoryRequest = z.object({
  folder: z.string(),
  manifests: z.array(z.object({ path: z.string(), kind: ManifestKind, file: z.string() })),
  beside: z.array(z.object({ path: z.string(), file: z.string() })),
  paths: z.array(z.string()),
  submodules: z.array(z.object({ path: z.string(), url: z.string(), commit: z.string().nullable() })),
});
export type InventoryRequest = z.infer<typeof InventoryRequest>;

/** What it answers: one lock file after the other, then that it is done. Read as if it came from outside. */
export const InventoryMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("manifest"), manifest: FoundManifest }),
  z.object({ type: z.literal("end") }),
]);
export type InventoryMessage = z.infer<typeof InventoryMessage>;
