export { powersCommand } from "./command.ts";
