export * from "./normalized.ts";
