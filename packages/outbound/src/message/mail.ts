import type { MessageContent, OutboundMessage } from "./contract.ts";
import { escapeHtml, moreWords, oneLine, safeHref } from "./text.ts";

/** A mail without addresses: subject, both bodies, and the headers that make it recognisable. */
export interface ComposedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  readonly references: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Makes a mail. All mails of a thread refer to one id that was never sent itself: that is enough for readers to put
 * them together (RFC 5322, 3.6.4), and needs no memory of what was sent.
 */
export function composeMail(message: OutboundMessage, domain: string): ComposedMail {
  const { content, thread } = message;
  return {
    subject: oneLine(content.title, 180),
    text: plainText(content),
    html: htmlText(content),
    messageId: `<${message.id}@${domain}>`,
    references: thread === null ? undefined : `<thread.${thread.replace(/[^\w-]+/gu, ".")}@${domain}>`,
    headers: {
      // Answers of machines to machines are nobody's wish (RFC 3834).
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "List-Unsubscribe": `<${safeHref(content.settingsHref)}>`,
    },
  };
}

function plainText(content: MessageContent): string {
  const lines = content.lead === null ? [] : [oneLine(content.lead, 1000), ""];
  for (const group of content.groups) {
    if (group.heading !== null) lines.push(oneLine(group.heading, 200), "");
    for (const item of group.items) {
      const severity = item.severity === undefined ? "" : ` (${item.severity})`;
      lines.push(`- ${oneLine(item.text, 300)}${severity}`, `  ${safeHref(item.href)}`);
    }
    const more = moreWords(group.more);
    if (more !== null) lines.push(`- ${more}`);
    lines.push("");
  }
  lines.push(safeHref(content.href), "", "-- ", oneLine(content.reason, 300));
  lines.push(`Choose what you get: ${safeHref(content.settingsHref)}`);
  return `${lines.join("\n")}\n`;
}

function htmlText(content: MessageContent): string {
  const link = (href: string, text: string, look = ""): string =>
    `<a href="${escapeHtml(safeHref(href))}"${look}>${escapeHtml(text)}</a>`;
  const groups = content.groups.map((group) => {
    const heading =
      group.heading === null
        ? ""
        : `<p style="margin:16px 0 4px"><b>${escapeHtml(oneLine(group.heading, 200))}</b></p>`;
    const more = moreWords(group.more);
    const items = group.items.map((item) => {
      const severity =
        item.severity === undefined ? "" : ` <span style="color:#666">(${escapeHtml(item.severity)})</span>`;
      return `<li>${link(item.href, oneLine(item.text, 300))}${severity}</li>`;
    });
    const rest = more === null ? "" : `<li>${link(content.href, more)}</li>`;
    return `${heading}<ul style="margin:0;padding-left:20px">${items.join("")}${rest}</ul>`;
  });
  const lead = content.lead === null ? "" : `<p>${escapeHtml(oneLine(content.lead, 1000))}</p>`;
  return [
    '<!doctype html><html lang="en"><body style="font:14px/1.5 system-ui,sans-serif;color:#1a1a1a">',
    `<p style="font-size:16px">${link(content.href, oneLine(content.title, 300), ' style="font-weight:600"')}</p>`,
    lead,
    ...groups,
    `<p style="margin-top:24px;color:#666;font-size:12px">${escapeHtml(oneLine(content.reason, 300))} `,
    `${link(content.settingsHref, "Choose what you get")}</p></body></html>`,
  ].join("");
}
