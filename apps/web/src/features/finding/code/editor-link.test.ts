import { describe, expect, it } from "vitest";
import { editorLink, folderProblem } from "./editor-link.ts";

describe("the address of a line in an editor", () => {
  it("is that of the editor, with folder, path and line", () => {
    const at = (editor: Parameters<typeof editorLink>[0]) => editorLink(editor, "/home/me/vault/", "src/Vault.sol", 41);
    expect(at("vscode")).toBe("vscode://file/home/me/vault/src/Vault.sol:41:1");
    expect(at("cursor")).toBe("cursor://file/home/me/vault/src/Vault.sol:41:1");
    expect(at("zed")).toBe("zed://file/home/me/vault/src/Vault.sol:41:1");
    expect(at("idea")).toBe("idea://open?file=%2Fhome%2Fme%2Fvault%2Fsrc%2FVault.sol&line=41");
    expect(editorLink("vscode", "/a", "b.sol", null)).toBe("vscode://file/a/b.sol:1:1");
  });

  it("takes folders of Windows and names with anything in them", () => {
    expect(editorLink("vscode", "C:\\code\\vault", "src/A.sol", 2)).toBe("vscode://file/C:/code/vault/src/A.sol:2:1");
    expect(editorLink("vscode", "/home/me/my code", "src/a#b?.sol", 2)).toBe(
      "vscode://file/home/me/my%20code/src/a%23b%3F.sol:2:1",
    );
    expect(editorLink("idea", "/home/me/my code", "src/a#b.sol", 2)).toBe(
      "idea://open?file=%2Fhome%2Fme%2Fmy%20code%2Fsrc%2Fa%23b.sol&line=2",
    );
  });
});

describe("a folder", () => {
  it("is named from the root", () => {
    expect(folderProblem("/home/me/vault")).toBe(null);
    expect(folderProblem("D:\\code")).toBe(null);
    for (const wrong of ["", "  ", "~/vault", "vault", "javascript:alert(1)"])
      expect(folderProblem(wrong), wrong).not.toBe(null);
  });
});
