export { accessCsv, keysInWords, reachInWords } from "./export.ts";
export * from "./holder.ts";
export { type AccessInput, type AccessRow, accessRows, type Reach, reachTogether, type RedReason } from "./map.ts";
export { type Fallen, people, type PersonPowers, whatFalls } from "./people.ts";
export * from "./power.ts";
export { type RedLine, redLines } from "./red-lines.ts";
export { type AccessFacts, type Way } from "./ways.ts";
