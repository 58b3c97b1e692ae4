import assert from "node:assert/strict";
import { test } from "node:test";
import { privateKeyToAccount } from "viem/accounts";
import { due } from "../src/harvest.ts";

// first account of a local anvil
const local = privateKeyToAccount("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
const other = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

test("harvests the largest interest first", () => {
  const debtors = [
    { account: other, booked: 100n, owed: 110n },
    { account: local.address, booked: 100n, owed: 140n },
  ] as const;
  assert.deepEqual(due(debtors, 50n), [local.address, other]);
});

test("leaves alone what is not worth the gas", () => {
  assert.deepEqual(due([{ account: other, booked: 100n, owed: 110n }], 50n), []);
});
