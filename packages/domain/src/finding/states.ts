import { z } from "zod";
import { DISMISS_REASONS, EVENT_ORIGINS, FINDING_STATES } from "./vocabulary.ts";

export const FindingState = z.enum(FINDING_STATES);
export type FindingState = z.infer<typeof FindingState>;

export const EventOrigin = z.enum(EVENT_ORIGINS);
export type EventOrigin = z.infer<typeof EventOrigin>;

export const DismissReason = z.enum(DISMISS_REASONS);
export type DismissReason = z.infer<typeof DismissReason>;
