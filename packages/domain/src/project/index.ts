export * from "./schema.ts";
export { type Stage, type StageSlug, STAGE_SLUGS, STAGES } from "./stages.ts";
