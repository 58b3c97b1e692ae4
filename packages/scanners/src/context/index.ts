export { addContext, codeWindow, enclosing } from "./add-context.ts";
