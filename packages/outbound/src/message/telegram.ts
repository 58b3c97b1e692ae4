import type { MessageContent } from "./contract.ts";
import { chunk, escapeHtml, moreWords, oneLine, safeHref } from "./text.ts";

/** Telegram counts 4096 characters after the markup is read; escaped ones may take five times as many here. */
const TEXT = 3900;

/**
 * The body of `sendMessage`: HTML mode, where `&`, `<` and `>` are escaped. A later message of a thread answers the
 * first one, when that is still there. https://core.telegram.org/bots/api#sendmessage
 */
export function telegramBody(content: MessageContent, chat: string, replyTo: string | null): Record<string, unknown> {
  const lines = [
    `<b><a href="${escapeHtml(safeHref(content.href))}">${escapeHtml(oneLine(content.title, 200))}</a></b>`,
    ...(content.lead === null ? [] : [escapeHtml(oneLine(content.lead, 600))]),
    ...content.groups.flatMap((group) => [
      ...(group.heading === null ? [] : ["", `<b>${escapeHtml(oneLine(group.heading, 100))}</b>`]),
      ...group.items.map((item) => {
        const severity = item.severity === undefined ? "" : ` (${escapeHtml(item.severity)})`;
        return `• <a href="${escapeHtml(safeHref(item.href))}">${escapeHtml(oneLine(item.text, 160))}</a>${severity}`;
      }),
      ...(group.more > 0 ? [moreWords(group.more) ?? ""] : []),
    ]),
    "",
    `<i>${escapeHtml(oneLine(content.reason, 300))}</i>`,
  ];
  // Only whole lines, so that no tag is left open.
  const [text = ""] = chunk(lines, TEXT);
  return {
    chat_id: chat,
    text,
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
    ...(replyTo === null || !/^\d+$/u.test(replyTo)
      ? {}
      : { reply_parameters: { message_id: Number(replyTo), allow_sending_without_reply: true } }),
  };
}
