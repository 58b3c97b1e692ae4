import { describe, expect, it } from "vitest";
import { cvss3Score } from "./cvss.ts";
import { packageUrl, packageWords, plainPackageUrl } from "./purl.ts";

describe("cvss3Score", () => {
  it.each([
    // Examples of FIRST: CVE-2013-1937, CVE-2013-0375, CVE-2014-3566, CVE-2012-1516.
    ["CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1],
    ["CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4],
    ["CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1],
    ["AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H", 9.9],
    ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8],
    ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0],
    ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", undefined],
    ["AV:N/AC:L/Au:N/C:P/I:P/A:P", undefined],
    ["nonsense", undefined],
    [undefined, undefined],
  ])("%s is %s", (vector, score) => {
    expect(cvss3Score(vector)).toBe(score);
  });
});

describe("package URLs", () => {
  it.each([
    ["npm", "@scope/name", "1.0.0", "pkg:npm/%40scope/name@1.0.0"],
    ["Maven", "org.a:lib", "2", "pkg:maven/org.a/lib@2"],
    ["PyPI", "Ruamel_Yaml", undefined, "pkg:pypi/ruamel-yaml"],
    ["Debian:12", "curl", "1:7.8+b", "pkg:deb/debian/curl@1:7.8%2Bb"],
    ["Go", "github.com/a/b", "1.2", "pkg:golang/github.com/a/b@1.2"],
    ["Mystery", "a", "1", "pkg:generic/a@1"],
    [undefined, undefined, "1", undefined],
  ])("%s %s %s is %s", (ecosystem, name, version, purl) => {
    expect(packageUrl(ecosystem, name, version)).toBe(purl);
  });

  it("are read back for people", () => {
    expect(packageWords("pkg:npm/%40scope/name@1.0.0?a=b")).toBe("@scope/name 1.0.0");
    expect(packageWords("pkg:npm/%40scope/name")).toBe("@scope/name");
    expect(plainPackageUrl("pkg:apk/alpine/zlib@1.2?arch=x86#sub")).toBe("pkg:apk/alpine/zlib@1.2");
    expect(plainPackageUrl("zlib")).toBeUndefined();
  });
});
