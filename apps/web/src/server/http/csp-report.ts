import "server-only";
import { readFields } from "./body.ts";
import { publicRoute } from "./route.ts";
import { CSP_REPORT_PATH } from "./security-headers.ts";

const PER_MINUTE = 20;
let minute = 0;
let written = 0;

/** Browsers tell what the content security policy blocked; a few a minute are written to the log. */
export const cspReportRoute = publicRoute({
  method: "POST",
  path: CSP_REPORT_PATH,
  accepts: ["application/csp-report", "application/reports+json", "application/json"],
  anyOrigin: true,
  why: "browsers report without a session; nothing changes by it",
  async handle({ request, context }) {
    const now = Math.floor(Date.now() / 60_000);
    if (now !== minute) [minute, written] = [now, 0];
    written += 1;
    if (written <= PER_MINUTE) {
      const report = (await readFields(request))["csp-report"];
      const { "violated-directive": directive, "blocked-uri": blocked } = (report ?? {}) as Record<string, unknown>;
      context.log.warn(
        { directive: String(directive).slice(0, 80), blocked: String(blocked).slice(0, 200) },
        "blocked by policy",
      );
    }
    return new Response(null, { status: 204 });
  },
});
