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

describe("enclosing in Python", () => {
  const source = `import os
LIMIT = 3

def loose(a):
    # a comment
    return a // LIMIT


class Vault(Base):
    total = 0

    @route("/x")
    async def view(self, request):
        if request:
            return eval(request)

        def inner():
            raise ValueError
        for a in request:
            print(a)
`;
  test.each([
    ["LIMIT = 3", undefined, undefined],
    ["return a // LIMIT", undefined, "function loose"],
    ["total = 0", "class Vault", undefined],
    ["@route", "class Vault", "function view"],
    ["return eval", "class Vault", "function view"],
    ["raise ValueError", "class Vault", "function inner"],
    ["print(a)", "class Vault", "function view"],
  ])("%s", (needle, container, callable) => {
    expect(names("app/vault.py", source, needle)).toEqual([container, callable]);
  });

  test("a statement is its own text; comments and layout do not matter, operators do", () => {
    const at = (text: string, needle: string) => {
      const line = text.split("\n").findIndex((each) => each.includes(needle)) + 1;
      return codeWindow("a.py", text, line);
    };
    expect(at(source, "return a")).toBe("return a / / LIMIT");
    expect(at(source.replace("a // LIMIT", "a   //  LIMIT  # now"), "return a")).toBe("return a / / LIMIT");
    expect(at(source, "if request")).toBe("if request :");
    expect(at('x = """a # b\n"""\n', "x =")).toBe('x = """a # b\n"""');
  });
});

describe("enclosing in Go", () => {
  const source = `package main

import "fmt"

type Vault struct {
	total int
}

func (v *Vault) Withdraw(amount int) error {
	if err := check(amount); err != nil {
		return err
	}
	go func() {
		fmt.Println(amount)
	}()
	switch amount {
	case 1:
		v.total = 2
	}
	for i := 0; i < 3; i++ {
		v.total += i
	}
	return nil
}

func (q Queue[T]) Push(x T) { q.all = x }

func main() {
	run()
}
`;
  test.each([
    ["total int", "class Vault", undefined],
    ["return err", "class Vault", "method Withdraw"],
    ["fmt.Println", "class Vault", "method Withdraw"],
    ["v.total = 2", "class Vault", "method Withdraw"],
    ["q.all = x", "class Queue", "method Push"],
    ["run()", undefined, "function main"],
  ])("%s", (needle, container, callable) => {
    expect(names("cmd/main.go", source, needle)).toEqual([container, callable]);
  });

  test("the head of an if or a loop is one text", () => {
    expect(codeWindow("a.go", source, 10)).toBe("if err : = check ( amount ) err ! = nil { }");
    expect(codeWindow("a.go", source, 20)).toBe("for i : = 0 i < 3 i + + { }");
  });
});

describe("enclosing in Rust", () => {
  const source = `use std::fs;

struct Vault<'a> {
    name: &'a str,
}

impl<'a> Vault<'a> {
    fn withdraw(&self, c: char) -> u8 {
        let quote = '\\'';
        if c == 'x' {
            fs::remove(self.name);
        }
        match c {
            'y' => drop(quote),
            _ => {}
        }
        self.total as u8
    }
}

impl Display for Vault<'_> {
    fn fmt(&self) -> Result { write!(f, "{}", 1) }
}

mod tests {
    fn works() {
        unsafe { poke() }
    }
}
`;
  test.each([
    ["name: &'a str", "class Vault", undefined],
    ["let quote", "class Vault", "function withdraw"],
    ["fs::remove", "class Vault", "function withdraw"],
    ["'y' =>", "class Vault", "function withdraw"],
    ["self.total as u8", "class Vault", "function withdraw"],
    ["write!", "class Vault", "function fmt"],
    ["unsafe { poke", "library tests", "function works"],
  ])("%s", (needle, container, callable) => {
    expect(names("src/lib.rs", source, needle)).toEqual([container, callable]);
  });

  test("the value of a block is a statement of its own, and lifetimes are no quotes", () => {
    expect(codeWindow("a.rs", source, 17)).toBe("self . total as u8");
    expect(codeWindow("a.rs", source, 10)).toBe('if c = = "x" { }');
    expect(codeWindow("a.rs", source, 4)).toBe("name : & ' a str");
  });
});

describe("enclosing in Java", () => {
  const source = `package org.example;

import java.util.List;

public class Vault<T> extends Base {
    private int total = 1;

    Vault() {
        super();
    }

    @Override
    public void withdraw(String to) throws Exception {
        Runnable later = () -> {
            exec(to);
        };
        for (int i = 0; i < 3; i++) {
            total += i;
        }
        try {
            send(to);
        } catch (Exception e) {
            log(e);
        }
    }

    interface Inner {
        void call();
    }
}
`;
  test.each([
    ["private int total", "class Vault", undefined],
    ["super();", "class Vault", "constructor Vault"],
    ["@Override", "class Vault", "method withdraw"],
    ["exec(to)", "class Vault", "method withdraw"],
    ["log(e)", "class Vault", "method withdraw"],
    ["void call", "interface Inner", "method call"],
  ])("%s", (needle, container, callable) => {
    expect(names("src/Vault.java", source, needle)).toEqual([container, callable]);
  });

  test("a loop is its head", () => {
    expect(codeWindow("A.java", source, 17)).toBe("for ( int256 i = 0 i < 3 i + + ) { }");
  });
});
