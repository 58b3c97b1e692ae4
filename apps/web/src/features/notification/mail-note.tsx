"use client";
import type { OwnSettings } from "@redoubt/domain/notification";
import { Callout } from "@redoubt/ui";

/** Says why no mail leaves at all, where that is so. */
export function MailNote({ settings }: { settings: Pick<OwnSettings, "canMail" | "demo"> }) {
  if (settings.demo) {
    return (
      <Callout tone="note" title="People of the demo are sent no mail">
        Their addresses are made up. The settings can be changed all the same.
      </Callout>
    );
  }
  if (settings.canMail) return null;
  return (
    <Callout tone="note" title="No mail server is named, so no mail is sent">
      The operator of this installation sets SMTP_URL and SMTP_FROM. The inbox and the channels of the organization work
      without it.
    </Callout>
  );
}
