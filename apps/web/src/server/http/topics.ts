import "server-only";
import type { Permission } from "@redoubt/domain/organization";
import type { StreamAccess } from "@redoubt/domain/organization/server";
import type { Announcement } from "@redoubt/domain/shared/server";

/** What the stream tells about, each with the permission to hear it; anything else is not told. */
export const STREAM_TOPICS: Readonly<Record<string, Permission>> = {
  organization: "organization:read",
  notification: "notification:read",
  project: "project:read",
  source: "source:read",
  profile: "profile:read",
  "threat-model": "threat-model:read",
  economics: "economics:read",
  advisory: "advisory:read",
  scan: "scan:read",
  finding: "finding:read",
  verification: "verification:read",
  report: "report:read",
};

/** True when a member with this access may hear of the announcement. */
export function mayHear(access: StreamAccess, message: Announcement): boolean {
  if (message.organizationId !== access.organizationId) return false;
  const permission = Object.hasOwn(STREAM_TOPICS, message.topic) ? STREAM_TOPICS[message.topic] : undefined;
  if (permission === undefined) return false;
  if (message.topic === "notification" && message.subjectId !== access.memberId) return false;
  if (access.permissions.has(permission)) return true;
  return message.projectId !== undefined && access.projects.get(message.projectId)?.has(permission) === true;
}
