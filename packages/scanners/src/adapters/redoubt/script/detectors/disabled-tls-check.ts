import { scriptDetector } from "../../detector.ts";
import { keyText, strip } from "../expressions.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";

const OFF_WHEN_FALSE = /^(rejectUnauthorized|strictSSL|strictSsl|verifySsl|sslVerify|sslValidate)$/;
const OFF_WHEN_TRUE =
  /^(insecureSkipVerify|tlsAllowInvalidCertificates|tlsInsecure|allowInvalidCertificates|trustAllCerts|trustServerCertificate)$/;

export const disabledTls = scriptDetector(
  {
    id: "redoubt/disabled-tls-check",
    title: "Certificate of the other side is not checked",
    description:
      "Without the check anyone on the way can pose as the node, the price source or the signer service, read the credentials and answer what they like. Keep the check on, and trust a private authority by its certificate (`ca`).",
    severity: "high",
    confidence: "high",
    cwe: ["CWE-295"],
  },
  /rejectUnauthorized|strictSSL|strictSsl|[sS]slV|verifySsl|REJECT_UNAUTHORIZED|checkServerIdentity|insecureSkipVerify|tlsAllowInvalid|tlsInsecure|allowInvalidCert|trustAllCerts|trustServerCert/,
  function* (file) {
    for (const pair of file.nodes("pair")) {
      const key = pair.field("key");
      const value = pair.field("value");
      if (!key || !value) continue;
      const name = keyText(key);
      if (switchesOff(name, strip(value))) yield { node: pair, detail: `\`${name}\` switches the check off.` };
      else if (name === "checkServerIdentity" && doesNothing(value)) {
        yield { node: pair, detail: "The name in the certificate is accepted whatever it is." };
      }
    }
    for (const assignment of file.nodes("assignment_expression")) {
      const left = assignment.field("left");
      const right = assignment.field("right");
      if (!left || !right) continue;
      const name =
        left.kind === "subscript_expression"
          ? (left.field("index")?.text ?? "").replace(/["'`]/g, "")
          : (left.text.split(".").at(-1) ?? "");
      const everywhere = name === "NODE_TLS_REJECT_UNAUTHORIZED" && /^(["'`]?0["'`]?|false)$/.test(strip(right).text);
      if (everywhere)
        yield {
          node: assignment,
          detail: "The check is off for every connection of the process.",
          severity: "critical",
        };
      else if (switchesOff(name, strip(right)))
        yield { node: assignment, detail: `\`${name}\` switches the check off.` };
    }
  },
);

function switchesOff(name: string, value: SyntaxNode): boolean {
  const isFalse = value.kind === "false" || value.text === "0" || value.text === "!1";
  const isTrue = value.kind === "true" || value.text === "!0";
  return (OFF_WHEN_FALSE.test(name) && isFalse) || (OFF_WHEN_TRUE.test(name) && isTrue);
}

function doesNothing(value: SyntaxNode): boolean {
  const inner = strip(value);
  if (inner.kind !== "arrow_function" && inner.kind !== "function_expression") return false;
  const body = inner.field("body");
  const text = body ? strip(body).text.replace(/\s+/g, "") : "";
  return /^(undefined|null|true|void0|\{\}|\{return(undefined|null|true)?;?\})$/.test(text);
}
