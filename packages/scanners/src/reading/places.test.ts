import { describe, expect, it } from "vitest";
import { Places } from "./places.ts";

const paths = (raws: string[], at: { root?: string; files?: string[] } = {}) => {
  const places = new Places(
    { root: at.root ?? "", ...(at.files === undefined ? {} : { files: new Set(at.files) }) },
    raws,
  );
  return raws.map((raw) => places.path(raw));
};

describe("places of an uploaded report", () => {
  it("takes relative paths as they are, with the slashes of any system", () => {
    expect(paths(["./src/A.sol", "src\\B.sol", "src//C.sol", "/src/../D.sol"])).toEqual([
      "src/A.sol",
      "src/B.sol",
      "src/C.sol",
      "D.sol",
    ]);
  });

  it("has no path for addresses, folders above and nonsense", () => {
    expect(paths(["https://shop.test/a", "pkg:npm/a", "../../etc/passwd", "", ".", "a\u0000b"])).toEqual(
      Array(6).fill(undefined),
    );
  });

  it("finds the folder that absolute paths of one machine have in common", () => {
    expect(paths(["/home/ann/app/src/A.sol", "/home/ann/app/test/A.t.sol"])).toEqual(["src/A.sol", "test/A.t.sol"]);
    expect(paths(["C:\\work\\app\\contracts\\A.sol", "c:/x"])).toEqual(["work/app/contracts/A.sol", "x"]);
    expect(paths(["C:\\work\\app\\contracts\\A.sol", "C:\\work\\app\\contracts\\sub\\B.sol"])).toEqual([
      "contracts/A.sol",
      "contracts/sub/B.sol",
    ]);
    expect(paths(["/Users/ann/shop/routes/a.js", "/Users/ann/shop/models/b.js"])).toEqual([
      "routes/a.js",
      "models/b.js",
    ]);
  });

  it("leaves a path whole when nothing tells where the folder was", () => {
    expect(paths(["/Users/ann/shop/a.js"])).toEqual(["Users/ann/shop/a.js"]);
  });

  it("knows where build services check out", () => {
    expect(paths(["/home/runner/work/app/app/lib/a.sol", "file:///github/workspace/b%20c.sol"])).toEqual([
      "lib/a.sol",
      "b c.sol",
    ]);
  });

  it("goes by the revision's files before anything else", () => {
    const files = ["packages/core/src/Vault.sol", "src/Vault.sol", "packages/core/src/Only.sol", "a.py"];
    expect(paths(["/x/y/packages/core/src/Vault.sol", "src/Only.sol", "Vault.sol", "/home/b/a.py"], { files })).toEqual(
      ["packages/core/src/Vault.sol", "packages/core/src/Only.sol", "Vault.sol", "a.py"],
    );
  });

  it("strips the root that is known", () => {
    expect(paths(["/job/src/src/A.sol", "/etc/passwd"], { root: "/job/src" })).toEqual(["src/A.sol", "etc/passwd"]);
  });
});
