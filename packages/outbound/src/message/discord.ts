import type { MessageContent } from "./contract.ts";
import { chunk, cut, moreWords, oneLine, safeHref } from "./text.ts";

const DESCRIPTION = 3900;

/**
 * The body for a webhook: one embed. Nothing in it mentions anyone, whatever a title says; every character that could
 * begin markup is escaped. https://docs.discord.com/developers/resources/webhook#execute-webhook
 */
export function discordBody(content: MessageContent): Record<string, unknown> {
  const lines = [
    ...(content.lead === null ? [] : [escapeMarkdown(oneLine(content.lead, 600))]),
    ...content.groups.flatMap((group) => [
      ...(group.heading === null ? [] : [`**${escapeMarkdown(oneLine(group.heading, 100))}**`]),
      ...group.items.map((item) => {
        const severity = item.severity === undefined ? "" : ` (${escapeMarkdown(item.severity)})`;
        return `• [${escapeMarkdown(oneLine(item.text, 160))}](${safeHref(item.href).replaceAll(")", "%29")})${severity}`;
      }),
      ...(group.more > 0 ? [moreWords(group.more) ?? ""] : []),
    ]),
  ];
  // An embed has one description: what does not fit is behind the link of the title.
  const [description = ""] = chunk(lines, DESCRIPTION);
  return {
    allowed_mentions: { parse: [] },
    embeds: [
      {
        title: cut(escapeMarkdown(oneLine(content.title, 200)), 256),
        url: safeHref(content.href),
        description,
        footer: { text: oneLine(content.reason, 300) },
      },
    ],
  };
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|~>:<@]/gu, (character) => `\\${character}`);
}
