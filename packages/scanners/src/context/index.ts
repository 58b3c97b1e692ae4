export { addContext, codeWindow, enclosing } from "./add-context.ts";
export { readCodeFacts, type SourceText } from "./code-facts.ts";
export { NamedPlaces } from "./named-places.ts";
