/**
 * A package URL in its parts: `name` is type, namespace and name in small letters where the type asks for it, without
 * version, qualifiers and sub-path. Text that is no package URL is its own name.
 */
export function packageParts(purl: string): { readonly name: string; readonly version: string | null } {
  const plain = plainPackage(purl);
  const at = plain.lastIndexOf("@");
  // `@scope/name` without its percent sign has an @ in front of a slash.
  const cut = at > 0 && !plain.slice(at).includes("/") ? at : -1;
  const name = decoded(cut < 0 ? plain : plain.slice(0, cut));
  const version = cut < 0 ? "" : decoded(plain.slice(cut + 1));
  return { name: ANY_CASE.test(name) ? name.toLowerCase() : name, version: version === "" ? null : version };
}

/** Whether two package URLs may name the same package: a version counts only where both name one. */
export function samePackage(a: string, b: string): boolean {
  const [one, other] = [packageParts(a), packageParts(b)];
  return one.name === other.name && (one.version === null || other.version === null || one.version === other.version);
}

/** A package URL as documents name it: without qualifiers and sub-path, which say where a file came from. */
export function plainPackage(purl: string): string {
  return purl.trim().replace(/[?#].*$/s, "");
}

/** Types whose names are the same in any case, by the specification of package URLs. */
const ANY_CASE = /^pkg:(?:apk|bitbucket|composer|deb|github|golang|hex|npm|pypi|rpm|oci)\//i;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
