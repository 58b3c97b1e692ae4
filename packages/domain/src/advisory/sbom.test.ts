import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bill, cyclonedx } from "./sbom.ts";
import { testComponent } from "./testing.ts";

const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
const problemsOf = async (text: string) => (await validator.validate(text)) ?? null;

const bill = (over: Partial<Bill> = {}): Bill => ({
  project: { slug: "vault", name: "Vault" },
  revision: { number: 3, commit: "0123456789012345678901234567890123456789", treeHash: null },
  ...{ inventoryId: "i", at: new Date("2026-11-28T10:00:00Z"), notices: [] },
  manifests: [
    {
      path: "package-lock.json",
      components: [
        testComponent("a", "1.0.0", {
          licence: "MIT",
          integrity: `sha512-${Buffer.alloc(64, 1).toString("base64")}`,
          dependsOn: [1],
        }),
        testComponent("b", "2.0.0", { direct: false, dev: true, licence: "see LICENSE (custom)" }),
      ],
    },
    { path: "web/package-lock.json", components: [testComponent("b", "2.0.0", { dev: false })] },
  ],
  ...over,
});

describe("the bill of materials", () => {
  it("is valid CycloneDX 1.6, with one entry for a component of two lock files", async () => {
    const text = cyclonedx(bill());
    expect(await problemsOf(text)).toBeNull();
    expect(await problemsOf(text.replace('"CycloneDX"', '"Other"'))).not.toBeNull();
    const read = JSON.parse(text);
    expect(read).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.6", version: 1 });
    expect(read.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(read.components).toMatchObject([
      {
        purl: "pkg:npm/a@1.0.0",
        scope: "required",
        licenses: [{ license: { id: "MIT" } }],
        hashes: [{ alg: "SHA-512" }],
      },
      { purl: "pkg:npm/b@2.0.0", scope: "required", licenses: [{ license: { name: "see LICENSE (custom)" } }] },
    ]);
    expect(read.dependencies).toEqual([
      { ref: "project:vault", dependsOn: ["pkg:npm/a@1.0.0", "pkg:npm/b@2.0.0"] },
      { ref: "pkg:npm/a@1.0.0", dependsOn: ["pkg:npm/b@2.0.0"] },
      { ref: "pkg:npm/b@2.0.0", dependsOn: [] },
    ]);
  });

  it("is the same text for the same inventory, and another number for another one", () => {
    expect(cyclonedx(bill())).toBe(cyclonedx(bill()));
    const serial = (text: string): string => JSON.parse(text).serialNumber;
    expect(serial(cyclonedx(bill({ notices: ["x"] })))).not.toBe(serial(cyclonedx(bill())));
  });

  it("is valid whatever components are called", async () => {
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 20 });
    const component = fc
      .record({
        name: text,
        version: fc.option(text),
        licence: fc.option(text),
        integrity: fc.option(text),
        repository: fc.option(fc.oneof(text, fc.webUrl(), fc.constant("git@github.com:o/r.git"))),
        dev: fc.boolean(),
      })
      .map(({ name, version, ...over }) =>
        testComponent(name.toWellFormed(), version?.toWellFormed() ?? null, {
          ...over,
          purl: `pkg:npm/${encodeURIComponent(name.toWellFormed())}`,
        }),
      );
    await fc.assert(
      fc.asyncProperty(fc.array(component, { maxLength: 6 }), async (components) => {
        expect(
          await problemsOf(cyclonedx(bill({ manifests: [{ path: "package-lock.json", components }] }))),
        ).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});
