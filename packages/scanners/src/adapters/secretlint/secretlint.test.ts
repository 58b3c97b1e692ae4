import { lintSource } from "@secretlint/core";
import { rules } from "@secretlint/secretlint-rule-preset-recommend";
import { describe, expect, it } from "vitest";
import { fixture, parseAll, recorded } from "../../testing.ts";
import { detectorId, RATINGS } from "./detectors.ts";
import { redoubtToken } from "./redoubt-token.ts";
import { secretlint } from "./scanner.ts";

const read = (name: string) => fixture(import.meta.dirname, name);
const secretKey = "organization key";
const rawSecrets = ["wJalrXUtnFEMI", "hunter2pass", "s3cr3t-value-that-must-not-leave"];

describe("secretlint", () => {
  it("reads a recorded run, with what a comment suppresses marked", async () => {
    const { findings, notices } = await parseAll(
      secretlint,
      recorded({ stdout: read("recorded.json"), stderr: read("recorded.stderr.ndjson") }),
      { secretKey },
    );
    expect(findings.map((f) => [f.detector, f.path, f.startLine, f.endLine, f.suppressed?.by])).toEqual([
      ["aws/AWSSecretAccessKey", ".env", 1, 1, undefined],
      ["database-connection-string/PostgreSQLConnection", ".env", 2, 2, undefined],
      ["database-connection-string/MongoDBConnection", "deploy.ts", 2, 2, "in-code"],
      ["privatekey/PrivateKey", "id.pem", 1, 4, undefined],
    ]);
    expect(findings[0]?.description).toContain("wJal… (40 characters)");
    expect(notices.map((n) => n.path)).toEqual(["gone.txt"]);
  });

  it("lets no raw secret of the tool's own report through", async () => {
    const { findings } = await parseAll(secretlint, recorded({ stdout: read("native.json") }), { secretKey });
    expect(findings).toHaveLength(2);
    const hostile = await parseAll(secretlint, recorded({ stdout: read("hostile.json") }), { secretKey });
    expect(hostile.findings).toHaveLength(2);
    const text = JSON.stringify([findings, hostile]);
    expect(rawSecrets.filter((secret) => text.includes(secret))).toEqual([]);
  });

  it("gives the same secret the same keyed fingerprint, from our runner and from the tool's report", async () => {
    const ours = await parseAll(secretlint, recorded({ stdout: read("recorded.json") }), { secretKey });
    const theirs = await parseAll(secretlint, recorded({ stdout: read("native.json") }), { secretKey });
    expect(ours.findings[0]?.fingerprints).toEqual(theirs.findings[0]?.fingerprints);
    const other = await parseAll(secretlint, recorded({ stdout: read("recorded.json") }), { secretKey: "another" });
    expect(other.findings[0]?.fingerprints).not.toEqual(ours.findings[0]?.fingerprints);
    const none = await parseAll(secretlint, recorded({ stdout: read("recorded.json") }));
    expect(none.findings[0]?.fingerprints).toEqual([]);
  });

  it("stores raw output without the digests that secrets could be guessed from", () => {
    const lines = read("recorded.json").split("\n");
    expect(lines.join("\n")).toContain("secretDigest");
    const stored = lines.map((line) => secretlint.maskLine?.(line)).join("\n");
    expect(stored).not.toContain("secretDigest");
    expect(JSON.parse(stored)).toHaveLength(3);
  });

  it("tells an empty report from a cut one", async () => {
    expect(await parseAll(secretlint, recorded({ stdout: read("empty.json") }))).toEqual({ findings: [], notices: [] });
    const cut = await parseAll(secretlint, recorded({ stdout: read("truncated.json") }));
    expect(cut.findings).toHaveLength(2);
    expect(cut.error).toMatchObject({ code: "truncated" });
  });

  it("survives a hostile report", async () => {
    const { findings, error } = await parseAll(secretlint, recorded({ stdout: read("hostile.json") }), { secretKey });
    expect(error).toBeUndefined();
    expect(findings.map((f) => [f.detector, f.path, f.startLine, f.endLine, f.fingerprints.length])).toEqual([
      ["constructor/__proto__", undefined, undefined, undefined, 1],
      ["aws/AWSSecretAccessKey", "a.txt", 3, 3, 0],
    ]);
  });

  it("rates every message of the installed preset, and our own", () => {
    const messages = [...rules, redoubtToken]
      .filter((rule) => rule.meta.id !== "@secretlint/secretlint-rule-filter-comments")
      .flatMap((rule) => Object.keys(rule.messages).map((id) => detectorId(rule.meta.id, id)));
    expect(messages.sort()).toEqual(Object.keys(RATINGS).sort());
  });

  it("knows our own API tokens, and nothing that only looks like one", async () => {
    const organization = "0190f0e0c0de7000800000000000000a";
    const secret = "AbCdEfGhIjKlMnOpQrStUvWxYz012345";
    const content = [
      `REDOUBT_TOKEN=rdt_${organization}_${secret}_x9Yz01`,
      `rdt_${organization}_${secret}`,
      `rdt_${organization.toUpperCase()}_${secret}_x9Yz01`,
      `org_${organization}`,
    ].join("\n");
    const found = await lintSource({
      source: { filePath: "/x/.env", content, contentType: "text", ext: "" },
      options: { config: { rules: [{ id: redoubtToken.meta.id, rule: redoubtToken }] }, noPhysicFilePath: true },
    });
    expect(found.messages.map(({ ruleId, messageId, loc }) => [detectorId(ruleId, messageId), loc.start.line])).toEqual(
      [["redoubt/REDOUBT_TOKEN", 1]],
    );
  });
});
