import type { MessageContent } from "./contract.ts";
import { moreWords, oneLine, safeHref } from "./text.ts";

/** The whole message may have 28 KB. */
const ITEMS = 40;

/**
 * The body for a Teams workflow ("When a Teams webhook request is received"): one adaptive card. Its texts are
 * `TextRun`s, the one element that reads no markdown in them.
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
export function teamsBody(content: MessageContent): Record<string, unknown> {
  let left = ITEMS;
  const groups = content.groups.flatMap((group) => {
    const items = group.items.slice(0, left);
    left -= items.length;
    const more = moreWords(group.more + group.items.length - items.length);
    return [
      ...(group.heading === null ? [] : [run(oneLine(group.heading, 100), { weight: "Bolder" })]),
      ...items.map((item) => {
        const severity = item.severity === undefined ? [] : [{ type: "TextRun", text: ` (${item.severity})` }];
        const link = {
          type: "TextRun",
          text: oneLine(item.text, 240),
          selectAction: { type: "Action.OpenUrl", url: safeHref(item.href) },
        };
        return {
          type: "RichTextBlock",
          spacing: "Small",
          inlines: [{ type: "TextRun", text: "• " }, link, ...severity],
        };
      }),
      ...(more === null ? [] : [run(more)]),
    ];
  });
  const card = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    msteams: { width: "Full" },
    body: [
      run(oneLine(content.title, 300), { weight: "Bolder", size: "Medium" }),
      ...(content.lead === null ? [] : [run(oneLine(content.lead, 600))]),
      ...groups,
      run(oneLine(content.reason, 300), { isSubtle: true, size: "Small" }),
    ],
    actions: [{ type: "Action.OpenUrl", title: "Open in Redoubt", url: safeHref(content.href) }],
  };
  return {
    type: "message",
    summary: oneLine(content.title, 200),
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content: card }],
  };
}

function run(text: string, look: Record<string, unknown> = {}): Record<string, unknown> {
  return { type: "RichTextBlock", inlines: [{ type: "TextRun", text, ...look }] };
}
