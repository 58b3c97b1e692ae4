import { checkedSyscalls, deniedSyscalls } from "./syscalls.ts";

// Classic BPF as the kernel reads it: linux/bpf_common.h, linux/seccomp.h, linux/audit.h.
const LOAD = 0x20;
const JUMP_EQUAL = 0x15;
const JUMP_GREATER_EQUAL = 0x35;
const JUMP_BITS = 0x45;
const RETURN = 0x06;

const ALLOW = 0x7fff0000;
const KILL_PROCESS = 0x80000000;
const errno = (code: number): number => 0x00050000 | code;
const EPERM = 1;
const ENOSYS = 38;
const EAFNOSUPPORT = 97;

const OFFSET_NUMBER = 0;
const OFFSET_ARCHITECTURE = 4;
const offsetOfArgument = (index: number): number => 16 + 8 * index;

const architectures = { x64: 0xc000003e, arm64: 0xc00000b7 } as const;
/** x32 calls carry this bit and would slip past a list of x64 numbers. */
const X32_BIT = 0x40000000;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
const NAMESPACE_FLAGS = 0x7e020000;
const AF_UNIX = 1;
const AF_INET = 2;
const AF_INET6 = 10;
const AF_NETLINK = 16;
const TIOCSTI = 0x5412;
const TIOCLINUX = 0x541c;

/**
 * The system-call filter as the bytes that `bwrap --seccomp` loads, or undefined on an architecture without a table.
 * Denied calls fail with EPERM; calls of a foreign architecture kill the process; sockets are limited to unix,
 * IP (there is no route) and routing netlink, because vsock and others are not confined by a network namespace.
 */
export function seccompFilter(architecture: string): Buffer | undefined {
  if (architecture !== "x64" && architecture !== "arm64") return undefined;
  const checked = checkedSyscalls[architecture];
  const program = [
    instruction(LOAD, OFFSET_ARCHITECTURE),
    instruction(JUMP_EQUAL, architectures[architecture], 1, 0),
    instruction(RETURN, KILL_PROCESS),
    instruction(LOAD, OFFSET_NUMBER),
  ];
  if (architecture === "x64") {
    program.push(instruction(JUMP_GREATER_EQUAL, X32_BIT, 0, 1), instruction(RETURN, errno(EPERM)));
  }
  for (const call of deniedSyscalls) {
    const number = call[architecture];
    if (number !== undefined) program.push(...onCall(number, [instruction(RETURN, errno(EPERM))]));
  }
  program.push(
    ...onCall(checked.clone, [
      instruction(LOAD, offsetOfArgument(0)),
      instruction(JUMP_BITS, NAMESPACE_FLAGS, 0, 1),
      instruction(RETURN, errno(EPERM)),
      instruction(RETURN, ALLOW),
    ]),
    // Its flags lie behind a pointer that a filter cannot read; C libraries fall back to clone.
    ...onCall(checked.clone3, [instruction(RETURN, errno(ENOSYS))]),
    ...onCall(checked.socket, [
      instruction(LOAD, offsetOfArgument(0)),
      ...[AF_UNIX, AF_INET, AF_INET6].flatMap((family) => [
        instruction(JUMP_EQUAL, family, 0, 1),
        instruction(RETURN, ALLOW),
      ]),
      instruction(JUMP_EQUAL, AF_NETLINK, 0, 3),
      instruction(LOAD, offsetOfArgument(2)),
      instruction(JUMP_EQUAL, 0, 0, 1),
      instruction(RETURN, ALLOW),
      instruction(RETURN, errno(EAFNOSUPPORT)),
    ]),
    ...onCall(checked.ioctl, [
      instruction(LOAD, offsetOfArgument(1)),
      ...[TIOCSTI, TIOCLINUX].flatMap((request) => [
        instruction(JUMP_EQUAL, request, 0, 1),
        instruction(RETURN, errno(EPERM)),
      ]),
      instruction(RETURN, ALLOW),
    ]),
    instruction(RETURN, ALLOW),
  );
  return Buffer.concat(program);
}

/** Runs `body` when the loaded call number matches, else jumps behind it; every body ends with a return. */
function onCall(number: number, body: readonly Buffer[]): Buffer[] {
  return [instruction(JUMP_EQUAL, number, 0, body.length), ...body];
}

function instruction(code: number, value: number, jumpTrue = 0, jumpFalse = 0): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(code, 0);
  bytes.writeUInt8(jumpTrue, 2);
  bytes.writeUInt8(jumpFalse, 3);
  bytes.writeUInt32LE(value >>> 0, 4);
  return bytes;
}
