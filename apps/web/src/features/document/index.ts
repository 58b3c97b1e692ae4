export { RootDocument } from "./root-document.tsx";
