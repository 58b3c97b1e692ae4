"use client";
import type { ChannelKind } from "@redoubt/domain/notification";
import { Field, Input } from "@redoubt/ui";
import { CHANNEL_WORDS, ROOM_WORDS } from "../words.ts";

/** What was typed; empty for "as it is". */
export interface TypedAddress {
  readonly url: string;
  readonly token: string;
  readonly room: string;
}
export const NO_ADDRESS: TypedAddress = { url: "", token: "", room: "" };

/** The fields that were filled, as the procedures take them. */
export function givenAddress({ url, token, room }: TypedAddress) {
  return {
    ...(url.trim() === "" ? {} : { url: url.trim() }),
    ...(token.trim() === "" ? {} : { token: token.trim() }),
    ...(room.trim() === "" ? {} : { room: room.trim() }),
  };
}

export interface AddressFieldsProps {
  kind: ChannelKind;
  address: TypedAddress;
  onChange: (part: Partial<TypedAddress>) => void;
  /** False for a channel that has its address already: then everything is optional. */
  fresh: boolean;
  problem: { code: string; message: string } | null;
}

const BOTS: readonly ChannelKind[] = ["slack-bot", "telegram"];

/** Where a channel leads, with the secret that it takes. */
export function AddressFields({ kind, address, onChange, fresh, problem }: AddressFieldsProps) {
  const words = CHANNEL_WORDS[kind];
  const room = ROOM_WORDS[kind];
  const bot = BOTS.includes(kind);
  const errorOf = (code: string): string | undefined => (problem?.code === code ? problem.message : undefined);
  return (
    <>
      {bot && (
        <Field
          label="Token"
          required={fresh}
          error={errorOf("notification.token-needed")}
          help="Stored sealed, shown never again, sent to this server only."
        >
          <Input
            type="password"
            autoComplete="off"
            required={fresh}
            value={address.token}
            onChange={(event) => onChange({ token: event.target.value })}
          />
        </Field>
      )}
      {room !== undefined && (
        <Field label={room.label} required={fresh} error={errorOf("notification.room-needed")} help={room.help}>
          <Input
            mono
            required={fresh}
            value={address.room}
            spellCheck={false}
            onChange={(event) => onChange({ room: event.target.value })}
          />
        </Field>
      )}
      <Field
        label={words.address}
        required={fresh && !bot}
        error={errorOf("notification.address-needed")}
        help={words.help}
      >
        <Input
          type="url"
          inputMode="url"
          mono
          autoComplete="off"
          required={fresh && !bot}
          value={address.url}
          spellCheck={false}
          placeholder="https://"
          onChange={(event) => onChange({ url: event.target.value })}
        />
      </Field>
    </>
  );
}
