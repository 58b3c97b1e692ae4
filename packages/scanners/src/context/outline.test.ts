import { describe, expect, test } from "vitest";
import { codeWindow, enclosing } from "./index.ts";

function names(path: string, source: string, needle: string): [string | undefined, string | undefined] {
  const line = source.split("\n").findIndex((text) => text.includes(needle)) + 1;
  expect(line).toBeGreaterThan(0);
  const scope = enclosing(path, source, line);
  return [
    scope?.container && `${scope.container.kind} ${scope.container.name}`,
    scope?.callable && `${scope.callable.kind} ${scope.callable.name}`,
  ];
}

describe("enclosing in Solidity", () => {
  const source = `pragma solidity ^0.8.0;
uint256 constant FREE = 1;
function loose(uint a) pure returns (uint) {
  return a + FREE;
}
interface IThing {
  function thing() external;
}
library Maths {
  function half(uint a) internal pure returns (uint) {
    return a / 2;
  }
}
abstract contract Base {
  address owner;
  constructor() {
    owner = msg.sender;
  }
  modifier onlyOwner() {
    require(msg.sender == owner);
    _;
  }
  receive() external payable {
    got += msg.value;
  }
  fallback() external {
    revert();
  }
  function asm() external {
    assembly {
      sstore(0, caller())
    }
  }
}
`;

  test.each([
    ["FREE = 1", undefined, undefined],
    ["return a + FREE", undefined, "function loose"],
    ["function thing", "interface IThing", "function thing"],
    ["return a / 2", "library Maths", "function half"],
    ["address owner", "contract Base", undefined],
    ["owner = msg.sender;", "contract Base", "constructor constructor"],
    ["require(msg.sender", "contract Base", "modifier onlyOwner"],
    ["got += ", "contract Base", "function receive"],
    ["revert();", "contract Base", "function fallback"],
    ["sstore", "contract Base", "function asm"],
  ])("%s", (needle, container, callable) => {
    expect(names("a.sol", source, needle)).toEqual([container, callable]);
  });

  test("gives the lines of the function", () => {
    expect(enclosing("a.sol", source, 4)).toMatchObject({ startLine: 3, endLine: 5 });
    expect(enclosing("a.sol", source, 400)).toBeUndefined();
    expect(enclosing("a.md", source, 4)).toBeUndefined();
  });
});

describe("enclosing in TypeScript and JavaScript", () => {
  const source = `import { exec } from "node:child_process";
export const run = async (name: string) => {
  await exec(name);
};
export default function () {
  first();
}
export class Keeper {
  private readonly key = "0x";
  handler = () => {
    second();
  };
  constructor(private readonly a: string) {
    third();
  }
  async harvest(): Promise<void> {
    this.list.forEach((item) => {
      fourth(item);
    });
  }
}
const routes = {
  "/price": () => {
    fifth();
  },
  health() {
    sixth();
  },
};
module.exports.late = function () {
  seventh();
};
app.get("/x", (req, res) => {
  eighth(req);
});
`;

  test.each([
    ["await exec", undefined, "function run"],
    ["first()", undefined, "function default"],
    ["readonly key", "class Keeper", undefined],
    ["second()", "class Keeper", "method handler"],
    ["third()", "class Keeper", "constructor constructor"],
    ["fourth(item)", "class Keeper", "method harvest"],
    ["fifth()", undefined, "function /price"],
    ["sixth()", undefined, "method health"],
    ["seventh()", undefined, "function late"],
    ["eighth(req)", undefined, undefined],
  ])("%s", (needle, container, callable) => {
    expect(names("a.ts", source, needle)).toEqual([container, callable]);
    if (!needle.includes("key")) expect(names("a.tsx", source, needle)).toEqual([container, callable]);
  });

  test("reads plain JavaScript with JSX", () => {
    const jsx = "class View {\n  render() {\n    return <b onClick={() => go(1)}>don't</b>;\n  }\n}\n";
    expect(names("a.jsx", jsx, "go(1)")).toEqual(["class View", "method render"]);
  });
});

describe("codeWindow", () => {
  test("is the statement without what is nested in it, and without its layout", () => {
    const source = `contract A {
  function f(uint a,
    uint b) external onlyOwner {
    if (a > b) { // why
      g(a, b);
    } else h(
      a
    );
  }
}`;
    expect(codeWindow("a.sol", source, 2)).toBe("function f ( uint256 a , uint256 b ) external onlyOwner { }");
    expect(codeWindow("a.sol", source, 4)).toBe("if ( a > b ) { } else");
    expect(codeWindow("a.sol", source, 5)).toBe("g ( a , b )");
    expect(codeWindow("a.sol", source, 7)).toBe("h ( a )");
  });

  test("a formatter's quotes, semicolons and trailing commas do not matter", () => {
    const plain = `export function f(url) { return fetch('https://a.b/' + url, { x: /\\/\\/'/.test(url), y: 1 }) }`;
    const pretty = `export function f(url) {\n  return fetch("https://a.b/" + url, {\n    x: /\\/\\/'/.test(url), // note\n    y: 1,\n  });\n}`;
    expect(codeWindow("a.js", pretty, 2)).toBe(codeWindow("a.js", plain.replace("{ return", "{\nreturn"), 2));
    expect(codeWindow("a.js", pretty, 3)).toContain("https://a.b/");
    expect(codeWindow("a.js", pretty, 1)).toBe("export function f ( url ) { }");
  });

  test("an entry of a large object stands for itself", () => {
    const entries = Array.from({ length: 14 }, (_, index) => `  key${index}: "value ${index}",`);
    const source = `export default {\n${entries.join("\n")}\n};\n`;
    expect(codeWindow("a.ts", source, 5)).toBe('key3 : "value 3"');
  });
});
