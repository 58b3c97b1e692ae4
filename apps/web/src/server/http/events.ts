import "server-only";
import { isSessionLive } from "@redoubt/domain/identity/server";
import { organizationError, resolveStreamAccess, type StreamAccess } from "@redoubt/domain/organization/server";
import type { Announcement } from "@redoubt/domain/shared/server";
import { bus } from "../context.ts";
import { endsWithProcess } from "../shutdown.ts";
import { type EventSink, eventStream } from "./event-stream.ts";
import { organizationRoute } from "./route.ts";
import { mayHear } from "./topics.ts";

/** How often a quiet stream shows that it lives, and looks whether its reader still may listen. */
const LOOK_MS = 15_000;

interface Listener {
  readonly userId: string;
  readonly sessionId: string;
  /** Reads session and access as they are now; null when either has ended. */
  look(): Promise<StreamAccess | null>;
}

/**
 * The one stream of a tab: what changed in an organization, as topics and ids that the page then asks for. Rights are
 * looked at again whenever members, grants or sessions change, and every fifteen seconds anyhow.
 */
export const eventsRoute = organizationRoute({
  method: "GET",
  path: "/api/o/[organization]/events",
  permission: "organization:read",
  action: "organization.listen",
  async handle({ request, context, session, access }) {
    const { userId, sessionId } = session;
    const { database } = context;
    const look = async (): Promise<StreamAccess | null> => {
      if (!(await isSessionLive(database, sessionId))) return null;
      return resolveStreamAccess(database, { userId, organization: access.organization.slug });
    };
    const first = await look();
    if (first === null) throw organizationError("organization.not-found");
    const controller = new AbortController();
    const { done } = endsWithProcess(controller);
    request.signal.addEventListener("abort", () => controller.abort());
    controller.signal.addEventListener("abort", done);
    return eventStream(controller, (sink) => listen(sink, controller.signal, { userId, sessionId, look }, first));
  },
});

function listen(sink: EventSink, signal: AbortSignal, listener: Listener, first: StreamAccess): void {
  let access = first;
  let looking: Promise<void> | undefined;
  const lookAgain = (): Promise<void> => {
    looking ??= listener
      .look()
      .then((found) => {
        if (found === null || !found.permissions.has("organization:read")) sink.end("access");
        else access = found;
      })
      // A look that fails (database away) must not leave an unchecked stream open.
      .catch(() => sink.end("unavailable"))
      .finally(() => {
        looking = undefined;
      });
    return looking;
  };
  const hear = (message: Announcement): void => {
    if (message.topic === "identity" && message.subjectId === listener.userId) void lookAgain();
    if (message.organizationId !== access.organizationId) return;
    // Told only after the look, so that a change of rights is never followed by something told under the old ones.
    if (message.topic === "organization") void lookAgain().then(() => tell(message));
    else if (looking !== undefined) void looking.then(() => tell(message));
    else tell(message);
  };
  const tell = (message: Announcement): void => {
    if (signal.aborted || !mayHear(access, message)) return;
    const { topic, projectId, subjectId } = message;
    sink.send("change", `${topic} ${projectId ?? ""} ${subjectId}`, {
      topic,
      subjectId,
      ...(projectId === undefined ? {} : { projectId }),
    });
  };
  const stops = [bus().subscribe(hear), bus().onGap(() => sink.send("gap", "", {}))];
  const timer = setInterval(() => {
    sink.comment();
    void lookAgain();
  }, LOOK_MS);
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    for (const stop of stops) stop();
  });
}
