import { describe, expect, it } from "vitest";
import { seccompFilter } from "./seccomp.ts";
import { deniedSyscalls } from "./syscalls.ts";

const X64 = 0xc000003e;
const ARM64 = 0xc00000b7;
const allow = 0x7fff0000;
const kill = 0x80000000;
const eperm = 0x00050001;
const enosys = 0x00050026;
const noFamily = 0x00050061;

/** Executes the filter as the kernel would, on the data that it would see. */
function decide(filter: Buffer, architecture: number, number: number, args: readonly number[] = []): number {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(number, 0);
  data.writeUInt32LE(architecture, 4);
  args.forEach((value, index) => data.writeUInt32LE(value, 16 + 8 * index));
  let loaded = 0;
  for (let at = 0; at < filter.length / 8; at += 1) {
    const code = filter.readUInt16LE(at * 8);
    const value = filter.readUInt32LE(at * 8 + 4);
    const jump = (condition: boolean): void => {
      at += filter.readUInt8(at * 8 + (condition ? 2 : 3));
    };
    if (code === 0x20) loaded = data.readUInt32LE(value);
    else if (code === 0x15) jump(loaded === value);
    else if (code === 0x35) jump(loaded >= value);
    else if (code === 0x45) jump((loaded & value) !== 0);
    else if (code === 0x06) return value;
    else throw new Error(`unknown instruction ${code}`);
  }
  throw new Error("the filter ran past its end");
}

function filterFor(architecture: string): Buffer {
  const filter = seccompFilter(architecture);
  if (filter === undefined) throw new Error(`no filter for ${architecture}`);
  return filter;
}

describe.each([
  { name: "x64" as const, id: X64, other: ARM64, read: 0, clone: 56, clone3: 435, socket: 41, ioctl: 16 },
  { name: "arm64" as const, id: ARM64, other: X64, read: 63, clone: 220, clone3: 435, socket: 198, ioctl: 29 },
])("the filter for $name", ({ name, id, other, read, clone, clone3, socket, ioctl }) => {
  const filter = filterFor(name);

  it("denies every listed call and allows an ordinary one", () => {
    const listed = deniedSyscalls.flatMap((call) => call[name] ?? []);
    expect(listed.length).toBeGreaterThan(50);
    expect(listed.filter((number) => decide(filter, id, number) !== eperm)).toEqual([]);
    expect(decide(filter, id, read)).toBe(allow);
  });

  it("kills a process that calls with the numbers of another architecture", () => {
    expect(decide(filter, other, read)).toBe(kill);
  });

  it("allows threads and children but no new namespaces", () => {
    expect(decide(filter, id, clone, [0x01200011])).toBe(allow);
    expect(decide(filter, id, clone, [0x003d0f00])).toBe(allow);
    for (const flag of [0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000]) {
      expect(decide(filter, id, clone, [flag | 17])).toBe(eperm);
    }
    expect(decide(filter, id, clone3)).toBe(enosys);
  });

  it("allows only socket families that the network namespace confines", () => {
    for (const family of [1, 2, 10]) expect(decide(filter, id, socket, [family, 1, 0])).toBe(allow);
    expect(decide(filter, id, socket, [16, 3, 0])).toBe(allow);
    expect(decide(filter, id, socket, [16, 3, 12])).toBe(noFamily);
    for (const family of [17, 38, 40, 44]) expect(decide(filter, id, socket, [family, 1, 0])).toBe(noFamily);
  });

  it("keeps a program from typing into the terminal", () => {
    expect(decide(filter, id, ioctl, [0, 0x5412])).toBe(eperm);
    expect(decide(filter, id, ioctl, [0, 0x541c])).toBe(eperm);
    expect(decide(filter, id, ioctl, [0, 0x5401])).toBe(allow);
  });
});

describe("the filter", () => {
  it("denies the x32 numbers on x64", () => {
    expect(decide(filterFor("x64"), X64, 0x40000000 + 101)).toBe(eperm);
  });

  it("does not exist for an architecture without a table", () => {
    expect(seccompFilter("riscv64")).toBeUndefined();
  });
});
