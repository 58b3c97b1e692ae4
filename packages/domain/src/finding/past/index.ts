export * from "./document.ts";
export { PAST_SOURCES } from "./formats.ts";
export { readPastText } from "./read.ts";
export * from "./schema.ts";
export { entryOfRow, proposeMapping } from "./table-rows.ts";
