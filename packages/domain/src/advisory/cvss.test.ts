import { describe, expect, it } from "vitest";
import { baseScore31, ratingOf, scoreCvss } from "./cvss.ts";

describe("CVSS 3.1", () => {
  // Scores of FIRST's "CVSS v3.1: Examples" and of well-known entries.
  it.each([
    ["AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1, "a stored script in phpMyAdmin, CVE-2013-1937"],
    ["AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4, "SQL injection in MySQL, CVE-2013-0375"],
    ["AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1, "POODLE, CVE-2014-3566"],
    ["AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H", 9.9, "VMware guest to host, CVE-2012-1516"],
    ["AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", 7.8, "a macro in Word, CVE-2009-0658"],
    ["AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5, "Heartbleed, CVE-2014-0160"],
    ["AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8, "Shellshock, CVE-2014-6271"],
    ["AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10, "Log4Shell, CVE-2021-44228"],
    ["AV:A/AC:L/PR:N/UI:N/S:C/C:N/I:N/A:N", 0, "no impact"],
    ["AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N", 1.6, "the least"],
  ])("%s is %d: %s", (metrics, score) => {
    expect(baseScore31(`CVSS:3.1/${metrics}`)).toBe(score);
    expect(baseScore31(`CVSS:3.1/${metrics}/E:P/RL:O`)).toBe(score);
  });

  it.each(["", "CVSS:3.1/AV:N", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:X", "CVSS:2.0/AV:N", "AV:N/AC:L"])(
    "%s has no score",
    (vector) => expect(scoreCvss(vector)).toBeNull(),
  );

  it("says a metric once", () => {
    expect(baseScore31("CVSS:3.1/AV:N/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")).toBeNull();
  });
});

describe("CVSS 4.0", () => {
  it.each([
    ["AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 10],
    ["AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 9.3],
    ["AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0],
    ["AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.3],
    ["AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N", 8.7],
  ])("%s is %d", (metrics, score) => {
    expect(scoreCvss(`CVSS:4.0/${metrics}`)).toMatchObject({ version: "4.0", score, severity: ratingOf(score) });
    // Threat and environment are left aside: this is the base score.
    expect(scoreCvss(`CVSS:4.0/${metrics}/E:U`)?.score).toBe(score);
  });

  it("has no score without every base metric", () => {
    expect(scoreCvss("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N")).toBeNull();
    expect(scoreCvss("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:R/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N")).toBeNull();
  });
});

it("rates by the scale of the specifications", () => {
  expect([0, 0.1, 3.9, 4, 6.9, 7, 8.9, 9, 10].map(ratingOf)).toEqual([
    "info",
    "low",
    "low",
    "medium",
    "medium",
    "high",
    "high",
    "critical",
    "critical",
  ]);
});
