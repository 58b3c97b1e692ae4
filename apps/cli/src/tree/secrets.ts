// Files that are there to hold secrets. They leave the machine only when a person says so: the product finds secrets in
// code without them, and what was never sent cannot leak.
const NAMES: readonly RegExp[] = [
  /^\.env(\..+)?$/i,
  /^\.?(env|secrets?)\.(json|ya?ml|toml)$/i,
  /^\.(npmrc|pypirc|netrc|git-credentials|htpasswd|pgpass|dockercfg)$/i,
  /^id_(rsa|dsa|ecdsa|ed25519)(_.+)?$/i,
  /\.(pem|key|p12|pfx|jks|keystore|kdbx|ppk|asc)$/i,
  /^UTC--.+--[0-9a-f]{40}$/i,
  /^(credentials|service-account.*)\.json$/i,
  /\.(tfstate|tfvars)$/i,
];
const FOLDERS = new Set([".ssh", ".aws", ".gnupg", "keystore", "keystores"]);
/** What is there to be read by others. */
const EXAMPLES = /(^|[._-])(example|sample|template|dist|defaults?|test|pub)([._-]|$)/i;

/** Does this path name a file that is there to hold secrets? */
export function holdsSecrets(path: string): boolean {
  const parts = path.split("/");
  const name = parts.at(-1) ?? "";
  if (parts.slice(0, -1).some((folder) => FOLDERS.has(folder.toLowerCase()))) return true;
  return NAMES.some((pattern) => pattern.test(name)) && !EXAMPLES.test(name);
}
