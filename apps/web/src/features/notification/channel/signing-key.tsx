"use client";
import { CopyButton, Field, Input, TextLink } from "@redoubt/ui";

/** A new signing key, while it can be seen. */
export function SigningKey({ signingKey }: { signingKey: string }) {
  return (
    <Field
      label="Signing key"
      help={
        <>
          This is the only time that it is shown. Your system checks each request with it, by any library of{" "}
          <TextLink href="https://www.standardwebhooks.com" rel="noreferrer" target="_blank">
            Standard Webhooks
          </TextLink>
          .
        </>
      }
    >
      <Input
        readOnly
        mono
        value={signingKey}
        onFocus={(event) => event.target.select()}
        trailing={<CopyButton text={signingKey} label="Copy the key" />}
      />
    </Field>
  );
}
