import { parseAbi } from "viem";

export const vaultAbi = parseAbi([
  "event Borrowed(address indexed account, uint256 amount)",
  "event Repaid(address indexed account, uint256 amount)",
  "function oracle() view returns (address)",
  "function debtOf(address account) view returns (uint256)",
  "function positions(address account) view returns (uint128 collateral, uint128 debt, uint256 index)",
  "function harvest(address[] accounts) returns (uint256)",
]);

export const oracleAbi = parseAbi([
  "function FEED() view returns (address)",
  "function POOL() view returns (address)",
  "function WINDOW() view returns (uint256)",
  "function latest() view returns (uint256 time, uint256 cumulative)",
  "function observe()",
]);

export const feedAbi = parseAbi([
  "function latestRoundData() view returns (uint80, int256, uint256, uint256, uint80)",
]);

export const poolAbi = parseAbi(["function quote() view returns (uint256)"]);

export const registryAbi = parseAbi(["event MarketListed(address indexed vault, string name)"]);
