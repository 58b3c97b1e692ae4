/** Ecosystems as advisory databases and code hosts name them, and the type of a package URL. */
const TYPES: Readonly<Record<string, string>> = {
  npm: "npm",
  pypi: "pypi",
  pip: "pypi",
  go: "golang",
  gomod: "golang",
  maven: "maven",
  "crates.io": "cargo",
  cargo: "cargo",
  rust: "cargo",
  rubygems: "gem",
  bundler: "gem",
  gem: "gem",
  nuget: "nuget",
  packagist: "composer",
  composer: "composer",
  hex: "hex",
  erlang: "hex",
  pub: "pub",
  swifturl: "swift",
  swift: "swift",
  cran: "cran",
  hackage: "hackage",
  conancenter: "conan",
  "github actions": "githubactions",
  actions: "githubactions",
  debian: "deb/debian",
  ubuntu: "deb/ubuntu",
  alpine: "apk/alpine",
  wolfi: "apk/wolfi",
  chainguard: "apk/chainguard",
  "red hat": "rpm/redhat",
  redhat: "rpm/redhat",
  centos: "rpm/centos",
  rocky: "rpm/rocky",
  "rocky linux": "rpm/rocky",
  almalinux: "rpm/almalinux",
  alma: "rpm/almalinux",
  amazon: "rpm/amazon",
  oracle: "rpm/oracle",
  fedora: "rpm/fedora",
  suse: "rpm/suse",
  opensuse: "rpm/opensuse",
};

/** The package URL of a package in an ecosystem (`Debian:12` is Debian); `generic` where the ecosystem is not known. */
export function packageUrl(
  ecosystem: string | undefined,
  name: string | undefined,
  version?: string,
): string | undefined {
  if (name === undefined || name.trim() === "") return undefined;
  const key = (ecosystem ?? "").split(":")[0]?.trim().toLowerCase() ?? "";
  const type = Object.hasOwn(TYPES, key) ? (TYPES[key] ?? "generic") : "generic";
  const plain =
    type === "maven" ? name.replace(":", "/") : type === "pypi" ? name.toLowerCase().replaceAll("_", "-") : name;
  const path = plain
    .split("/")
    .filter((part) => part !== "")
    .map((part) => encodeURIComponent(part.toWellFormed()).replaceAll("%3A", ":"))
    .join("/");
  return `pkg:${type}/${path}${version === undefined || version === "" ? "" : `@${encodeURIComponent(version.toWellFormed()).replaceAll("%3A", ":")}`}`;
}

/** True for text that is a package URL. */
export function isPackageUrl(text: string | undefined): text is string {
  return text !== undefined && /^pkg:[A-Za-z][A-Za-z0-9.+-]*\/./.test(text);
}

/** A package URL as findings carry it: without qualifiers and sub-path, which say how it was built, not what it is. */
export function plainPackageUrl(text: string | undefined): string | undefined {
  return isPackageUrl(text) ? text.replace(/[?#].*$/s, "") : undefined;
}

/** Name and version of a package URL for people, such as `lodash 4.17.20`. */
export function packageWords(purl: string): string {
  const plain = purl.replace(/[?#].*$/s, "").replace(/^pkg:[^/]+\//, "");
  const at = plain.lastIndexOf("@");
  const [name, version] = at > 0 ? [plain.slice(0, at), plain.slice(at + 1)] : [plain, ""];
  const decoded = (part: string): string => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  };
  return version === "" ? decoded(name) : `${decoded(name)} ${decoded(version)}`;
}
