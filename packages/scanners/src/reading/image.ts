/**
 * What a report on an image, a folder or a file is about, the same for the next build of it: the name of an image
 * without tag and digest; `.` and absolute paths name nothing.
 */
export function subjectOf(name: string | undefined): string {
  const plain = (name ?? "").trim();
  if (plain === "" || plain === "." || plain.startsWith("/") || plain.startsWith("./")) return "";
  const bare = plain.replace(/^(?:dir|file|docker|registry|sbom|oci-archive|docker-archive):/, "");
  const untagged = bare.replace(/@sha256:[0-9a-f]+$/i, "");
  const slash = untagged.lastIndexOf("/");
  const colon = untagged.indexOf(":", slash + 1);
  return colon < 0 ? untagged : untagged.slice(0, colon);
}
