export { CompilerError, type CompilerStore, ensureCompiler, type PackageRequest } from "./ensure.ts";
export { installedCompilers, resolveCompiler, type Unresolved } from "./resolve.ts";
export { type CompilerPackage, compilerPackage, compilerVersions } from "./table.ts";
