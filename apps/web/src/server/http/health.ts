import "server-only";
import { publicRoute } from "./route.ts";

/** The launcher waits for it; a balancer may ask it. Says nothing but whether the database answers. */
export const healthRoute = publicRoute({
  method: "GET",
  path: "/api/health",
  why: "the launcher and balancers ask before anyone can sign in",
  async handle({ context }) {
    try {
      await context.database.asSystem("health", (tx) => tx.db.$queryRaw`SELECT 1`);
      return Response.json({ ok: true });
    } catch (error) {
      context.log.error({ err: error }, "health");
      return Response.json({ ok: false }, { status: 503 });
    }
  },
});
