import { eventsRoute } from "#server/http/events.ts";

export const GET = eventsRoute.handler;
