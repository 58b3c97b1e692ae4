"use client";
import { type ThreatDetail, threatExample, threatTestStub } from "@redoubt/domain/threat-model";
import { CopyButton, Disclosure, KeyValue, Section } from "@redoubt/ui";

/** The threat as something that a test can show, and a test to be filled in. */
export function ThreatTest({ threat }: { threat: ThreatDetail }) {
  // What is gone holds nothing.
  const controls = threat.controls.filter(({ state }) => state !== "retired" && state !== "declined");
  const tested = { ...threat, controls };
  const { given, when, expect } = threatExample(tested);
  const stub = threatTestStub(tested);
  return (
    <Section title="As a test" actions={<CopyButton text={stub} label="Copy the Foundry test" />}>
      <KeyValue
        labelWidth={56}
        items={[
          { key: "Given", value: given },
          { key: "When", value: when },
          { key: "Then", value: expect },
        ]}
      />
      <Disclosure title={`test/T${threat.number}.t.sol`} end="fails until it is written" className="mt-2">
        <pre className="overflow-x-auto rounded-2 border border-line bg-sunken p-3 font-mono text-12" tabIndex={0}>
          {stub}
        </pre>
      </Disclosure>
    </Section>
  );
}
