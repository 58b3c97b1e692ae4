import type { Deps, Tx } from "../../shared/server.ts";

/**
 * Says of what was recorded about a subject whether it is restricted now, and to whom it is opened: events are told
 * later, and what they told once is asked for again. Messages that have been worded forget their words, and lines of
 * inboxes what follows its number.
 */
export async function restrictEvents(
  tx: Tx,
  deps: Deps,
  subjectId: string,
  now: { readonly restricted: boolean; readonly openedTo: readonly string[]; readonly title: string },
): Promise<void> {
  const { organizationId } = deps;
  const facts = JSON.stringify({ restricted: now.restricted, openedTo: now.restricted ? now.openedTo : [] });
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    UPDATE "notification_event" SET "facts" = "facts" || ${facts}::jsonb
    WHERE "organization_id" = ${organizationId}::uuid AND "subject_id" = ${subjectId}::uuid RETURNING "id"`;
  if (!now.restricted) return;
  // A long one may have been cut.
  const said = `: ${now.title.slice(0, 100)}`;
  await tx.db.$executeRaw`
    UPDATE "notification" SET "title" = left("title", strpos("title", ${said}) - 1)
    WHERE "organization_id" = ${organizationId}::uuid AND "subject_id" = ${subjectId}::uuid
      AND strpos("title", ${said}) > 1`;
  if (rows.length === 0) return;
  await tx.db.$executeRaw`
    UPDATE "notification_message" SET "content" = NULL
    WHERE "organization_id" = ${organizationId}::uuid AND "form" <> 'test' AND "content" IS NOT NULL
      AND "event_ids" && ${rows.map(({ id }) => id)}::uuid[]`;
}
