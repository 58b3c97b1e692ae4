import type { MessageContent } from "./contract.ts";
import { chunk, moreWords, oneLine, safeHref } from "./text.ts";

const SECTION = 2900;
const BLOCKS = 45;

/**
 * The body for an incoming webhook or `chat.postMessage`: Block Kit with `mrkdwn`, where `&`, `<` and `>` are the only
 * characters with a meaning that others could use (links, mentions); `verbatim` keeps Slack from finding links itself.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function slackBody(content: MessageContent): Record<string, unknown> {
  const title = escapeSlack(oneLine(content.title, 300));
  const lines = [
    [`*<${safeHref(content.href)}|${title}>*`, ...optional(content.lead)],
    ...content.groups.map((group) => [
      ...(group.heading === null ? [] : [`*${escapeSlack(oneLine(group.heading, 100))}*`]),
      ...group.items.map((item) => `• ${itemText(item)}`),
      ...optional(moreWords(group.more)),
    ]),
  ];
  const sections = lines.flatMap((group) => chunk(group, SECTION)).slice(0, BLOCKS);
  return {
    text: title,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      ...sections.map((text) => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } })),
      {
        type: "context",
        elements: [{ type: "mrkdwn", verbatim: true, text: escapeSlack(oneLine(content.reason, 300)) }],
      },
    ],
  };
}

function itemText(item: { text: string; href: string; severity?: string }): string {
  const severity = item.severity === undefined ? "" : ` (${escapeSlack(item.severity)})`;
  return `<${safeHref(item.href)}|${escapeSlack(oneLine(item.text, 240))}>${severity}`;
}

function optional(text: string | null): string[] {
  return text === null ? [] : [escapeSlack(oneLine(text, 600))];
}

function escapeSlack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
