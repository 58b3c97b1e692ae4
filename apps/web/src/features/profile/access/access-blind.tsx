import type { AccessRow } from "@redoubt/domain/profile";
import { BlindLine } from "@redoubt/ui";
import type { AccessMap } from "./access-screen.tsx";

/** What the map does not show. */
export function AccessBlind({ map, rows }: { map: AccessMap; rows: readonly AccessRow[] }) {
  const unread = map.read?.summary.roots.filter(({ reason }) => reason !== null) ?? [];
  const newer = map.read !== null && map.newestRevision !== null && map.newestRevision > map.read.revision;
  const unseen = rows.filter(({ power, folded }) => power.noticedBy === null && !folded).length;
  return (
    <BlindLine title="What this list cannot see">
      {map.read === null && "No code was read: only what people stated is here. "}
      {newer && `Revision ${map.newestRevision} is newer than what was read. `}
      {unread.map(({ path, reason }) => (
        <span key={path}>
          <code className="text-12">{path === "" ? "the root" : path}</code> was not read: {reason}.{" "}
        </span>
      ))}
      {unseen > 0 && `Who would notice is not stated for ${unseen} of them. `}
      Holders are what people stated, nothing reads them from a chain yet. Where keys are kept, and who else could reset
      an account, stands nowhere.
    </BlindLine>
  );
}
