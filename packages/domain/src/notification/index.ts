export { BOT_SERVERS } from "./channel-address.ts";
export { clockOf, instantOf, isZone, localTime, minutesOf } from "./clock.ts";
export { NEWS_SEVERITIES, type NewsSeverity } from "./events.ts";
export * from "./schema.ts";
