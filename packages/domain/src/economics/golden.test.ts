import { describe, expect, it } from "vitest";
import { CLASSES, CODE_CLASSES, YEARS } from "./classes.ts";
import {
  attemptCost,
  breakEven,
  campaignCost,
  costPerSuccess,
  monthsToCrossing,
  successOver,
} from "./model/attempt.ts";
import { bountyAdequacy } from "./model/bounty.ts";
import { chanceOfWeakness, combinedDetection, groupCatches, weaknessesLeft } from "./model/bugs.ts";
import { costFallPerYear, costTrend, densityFallNeeded, incidentsPerYear, stock, successAfter } from "./model/flow.ts";
import {
  chanceOfOne,
  expectedAnnualLoss,
  lognormalMean,
  lognormalQuantile,
  meanIncidents,
  sigmaOf,
} from "./model/loss.ts";
import { chanceAttackerWins } from "./model/race.ts";
import { extractable, lossFraction, reachable } from "./model/response.ts";
import { PARAMETERS } from "./parameters.ts";

const near = (value: number, digits: number) => Number(value.toPrecision(digits));

describe("attempts and what they are worth", () => {
  it("halves the cost of an attempt with the half-life, and spreads the fixed cost", () => {
    expect(attemptCost({ usd: 1.22, halfLifeMonths: 6, months: 12, tokenMult: 3 })).toBeCloseTo(0.915, 6);
    expect(campaignCost({ attempts: 50, attemptUsd: 1.22, fixedUsd: 20_000, targets: 20 })).toBeCloseTo(1061, 6);
    expect(costPerSuccess(1.22, 0.001, 0.13)).toBeCloseTo(9384.6, 1);
  });

  it("reproduces both published break-evens by one formula", () => {
    expect(Math.round(breakEven({ costUsd: 3.59, rho: 0.001, success: 0.6 }))).toBe(5983);
    expect(Math.round(breakEven({ costUsd: 3.59, rho: 0.001, success: 0.6, kappa: 0.1 }))).toBe(59_833);
  });

  it("says nothing without the number of targets: USD 39 to 741M", () => {
    const cheap = campaignCost({ attempts: 1, attemptUsd: 1.22, fixedUsd: 0, targets: 1 });
    expect(Math.round(breakEven({ costUsd: cheap, rho: 0.05, success: 0.63 }))).toBe(39);
    const dear = campaignCost({ attempts: 1, attemptUsd: 1.22, fixedUsd: 20_000, targets: 1 });
    expect(Math.round(breakEven({ costUsd: dear, rho: 0.001, success: 0.027 }) / 1e6)).toBe(741);
    const spread = campaignCost({ attempts: 1, attemptUsd: 1.22, fixedUsd: 20_000, targets: 20 });
    expect(breakEven({ costUsd: spread, rho: 0.001, success: 0.027 }) / 1e6).toBeCloseTo(37.1, 1);
  });

  it.each([
    [1.22, 0.001, [44_700, 9400, 1900]],
    [3.59, 0.001, [131_600, 27_600, 5700]],
    [1.22, 0.01, [4500, 940, 190]],
    [3.59, 0.01, [13_200, 2800, 570]],
  ])("breaks even as in the table at USD %d and rho %d", (costUsd, rho, row) => {
    const worth = [3 / 110, 0.13, 0.63].map((success) => breakEven({ costUsd, rho, success }));
    worth.forEach((value, index) => {
      const golden = row[index] ?? 0;
      expect(Math.abs(value - golden) / golden).toBeLessThan(0.02);
    });
  });

  it("finds every funded contract worth a try at five cents, at what was observed of rho and p", () => {
    const thief = breakEven({ costUsd: 0.05, rho: 2 / 2849, success: 1 });
    expect(Math.round(thief)).toBe(71);
    expect(Math.round(breakEven({ costUsd: 0.05, rho: 2 / 2849, success: 1, kappa: 0.1 }))).toBe(712);
  });

  it("reproduces the sweep of fresh contracts: 1,738 for each exploit, 109 of margin", () => {
    expect(costPerSuccess(3476 / 2849, 2 / 2849, 1)).toBeCloseTo(1738, 6);
    expect(3694 / 2 - costPerSuccess(3476 / 2849, 2 / 2849, 1)).toBeCloseTo(109, 6);
  });

  it("takes attempts on one target to be alike", () => {
    expect(near(successOver(0.02, 0.5, 100), 2)).toBe(0.099);
    expect(near(successOver(0.6, 0.5, 5), 3)).toBe(0.832);
    expect(successOver(0.13, 0.5, 1)).toBeCloseTo(0.13, 9);
    expect(successOver(0.02, 0, 100)).toBeCloseTo(0.867, 3);
    expect(successOver(0.02, 1, 100)).toBe(0.02);
    expect([successOver(0, 0.5, 9), successOver(1, 0.5, 9), successOver(0.5, 0.5, 0)]).toEqual([0, 1, 0]);
  });

  it("dates the crossing by the half-life, and only where the value is below the line", () => {
    expect(monthsToCrossing(6, 400_000, 100_000)).toBeCloseTo(12, 9);
    expect(monthsToCrossing(3.4, 400_000, 100_000)).toBeCloseTo(6.8, 9);
    expect(monthsToCrossing(6, 400_000, 400_000)).toBeNull();
    expect(monthsToCrossing(6, Infinity, 1)).toBe(Infinity);
  });

  it("never pays where all is blocked", () => {
    expect(breakEven({ costUsd: 1, rho: 0.1, success: 0.1, blocked: 1 })).toBe(Infinity);
    expect(breakEven({ costUsd: 100, rho: 0.5, success: 0.5, hitUsd: 100, blocked: 0.5, haircut: 0.2 })).toBe(1250);
  });
});

describe("weaknesses and who catches them", () => {
  it("counts what is left in the lines, and the chance of one", () => {
    expect(weaknessesLeft(0.05, 600, 0.3)).toBeCloseTo(0.021, 9);
    expect(chanceOfWeakness(0.021)).toBeCloseTo(0.02078, 5);
  });

  it("takes the best of a group, and shares blind spots between groups", () => {
    const two = groupCatches([
      { group: "model", rate: 0.8 },
      { group: "model", rate: 0.6 },
      { group: "people", rate: 0.5 },
    ]);
    expect(two.best).toBe(0.8);
    expect(two.missed).toBeCloseTo(0.1, 9);
    expect(combinedDetection(two, 0.5)).toBeCloseTo(1 - (0.5 * 0.2 + 0.5 * 0.1), 9);
    expect(combinedDetection(two, 1)).toBeCloseTo(0.8, 9);
    expect(combinedDetection(two, 0)).toBeCloseTo(0.9, 9);
    expect(combinedDetection(groupCatches([]), 0.5)).toBe(0);
  });
});

describe("response", () => {
  it("takes the tightest limit, then the haircut", () => {
    const vault = { valueUsd: 1_000_000, liquidityUsd: 800_000, drainUsdPerMinute: 10_000 };
    expect(extractable(vault, 30, 0.15)).toBeCloseTo(255_000, 6);
    expect(extractable(vault, 1440, 0.15)).toBeCloseTo(680_000, 6);
    expect(reachable(vault, 1440, 0.1)).toBe(100_000);
    expect(reachable({ valueUsd: 5, liquidityUsd: null, drainUsdPerMinute: null }, 0)).toBe(5);
  });

  it.each([
    [0.5, [0.47, 0.25, 0.12]],
    [2, [0.54, 0.32, 0.19]],
    [5, [0.66, 0.44, 0.31]],
    [15, [0.88, 0.66, 0.52]],
    [60, [1, 0.78, 0.65]],
  ])("loses the share of the table after %d minutes", (minutes, row) => {
    const shares = [0, 0.5, 0.8].map((preBlock) =>
      lossFraction({ atomicShare: 0.44, preBlock, minutes, tau: 10 }).toFixed(2),
    );
    expect(shares).toEqual(row.map((share) => share.toFixed(2)));
  });

  it("loses 0.308 in five minutes with four of five blocked", () => {
    expect(lossFraction({ atomicShare: 0.44, preBlock: 0.8, minutes: 5, tau: 10 })).toBeCloseTo(0.308, 3);
  });
});

describe("race", () => {
  const containment = 15 / 1440;
  it.each([
    ["one look a year", 1 / 365, 0, 2, [0.79, 0.95, 0.99]],
    ["monthly", 12 / 365, 0, 2, [0.25, 0.64, 0.94]],
    ["weekly", 1 / 7, 0, 2, [0.08, 0.33, 0.8]],
    ["daily, two days to fix", 1, 0, 2, [0.03, 0.14, 0.54]],
    ["daily, contained", 1, 0, containment, [0.01, 0.05, 0.21]],
    ["daily for two weeks before launch", 1, 14, 2, [0, 0, 0]],
  ])("is lost as in the table: %s", (_, defenderPerDay, headStartDays, fixDays, row) => {
    [0.01, 0.05, 0.267].forEach((attackerPerDay, index) => {
      const chance = chanceAttackerWins({ defenderPerDay, attackerPerDay, headStartDays, fixDays });
      expect(Math.abs(chance - (row[index] ?? 0))).toBeLessThan(0.0101);
    });
  });

  it("fits attackers to what was measured: 0.267 a day", () => {
    expect(near(Math.log(0.875 / 0.135) / 7, 3)).toBe(0.267);
  });

  it("has no step where the head start is as long as the fix", () => {
    const race = { defenderPerDay: 0.3, attackerPerDay: 0.2, fixDays: 2 };
    const [before, at] = [2 - 1e-9, 2].map((headStartDays) => chanceAttackerWins({ ...race, headStartDays }));
    expect(before).toBeCloseTo(at ?? 0, 8);
    expect(chanceAttackerWins({ ...race, defenderPerDay: 0, attackerPerDay: 0, headStartDays: 0 })).toBe(0);
  });
});

describe("flow of weaknesses over years", () => {
  it.each([
    ["A", 0.3, 0.05, 4, 0.3, 1, 60, 0, [26.2, 13.3, 34, 76_900]],
    ["B", 0.85, 0.3, 4, 0.3, 1, 60, 0, [5.6, 9.8, 64, 51_200]],
    ["C", 0.85, 0.3, 52, 2, 1, 60, 0, [1.4, 3.6, 72, 18_700]],
    ["D", 0.85, 0.3, 52, 2, 1, 5, 0.8, [1.4, 3.6, 72, 5800]],
    ["A, four times faster", 0.3, 0.05, 4, 0.3, 4, 60, 0, [32.3, 17.2, 35, 98_600]],
    ["D, four times faster", 0.85, 0.3, 52, 2, 4, 5, 0.8, [3.6, 8.2, 69, 13_000]],
  ])(
    "comes to the table's incidents and loss: %s",
    (_, dShallow, dDeep, looksShallow, looksDeep, faster, minutes, preBlock, row) => {
      const shallow = incidentsPerYear({
        ...{ inflow: 0.05, caught: dShallow, attackerPerYear: 12 * faster, defenderPerYear: looksShallow },
      });
      const deep = incidentsPerYear({
        ...{ inflow: 0.02, caught: dDeep, attackerPerYear: 0.7 * faster, defenderPerYear: looksDeep },
      });
      const fraction = lossFraction({ atomicShare: 0.44, preBlock, minutes, tau: 10 });
      const loss = expectedAnnualLoss([
        { perYear: shallow, takeUsd: 400_000, fraction },
        { perYear: deep, takeUsd: 5_000_000, fraction },
      ]);
      const [perShallow = 0, perDeep = 0, share, total = 0] = row;
      expect(Math.abs(shallow * 1000 - perShallow)).toBeLessThan(0.06);
      expect(Math.abs(deep * 1000 - perDeep)).toBeLessThan(0.06);
      expect(Math.round((100 * deep) / (shallow + deep))).toBe(share);
      expect(Math.abs(loss - total) / total).toBeLessThan(0.015);
    },
  );

  it("keeps a stock that two sides empty", () => {
    expect(stock({ inflow: 0.05, caught: 0.3, attackerPerYear: 12, defenderPerYear: 4 })).toBeCloseTo(0.0021875, 9);
  });

  it("needs density to fall by 75 % a year to stand still, 88 % if success doubles, 91 % at 3.4 months", () => {
    expect(densityFallNeeded(6, 0)).toBeCloseTo(0.75, 9);
    expect(densityFallNeeded(6, Math.LN2)).toBeCloseTo(0.875, 9);
    expect(densityFallNeeded(3.4, 0)).toBeCloseTo(0.913, 3);
    expect(costFallPerYear(6)).toBeCloseTo(1.386, 3);
    expect(costTrend({ densityFall: 1, costFall: costFallPerYear(6), successGrowth: 0 })).toBeLessThan(0);
    expect(costTrend({ densityFall: 2, costFall: costFallPerYear(6), successGrowth: 0.5 })).toBeGreaterThan(0);
  });

  it("lets success grow, never past what no attacker passes", () => {
    expect(successAfter(0.13, 0.7, 0)).toBeCloseTo(0.13, 9);
    expect(successAfter(0.13, 0.7, 1)).toBeGreaterThan(0.2);
    expect(successAfter(0.13, 0.7, 50)).toBeLessThanOrEqual(0.9);
    expect(successAfter(0.95, 0.7, 1)).toBe(0.95);
  });
});

describe("size of losses", () => {
  it("has the published spread, and its tail", () => {
    const sigma = sigmaOf(4_700_000, 219_000);
    expect(sigma).toBeCloseTo(2.476, 3);
    expect(near(lognormalQuantile(219_000, sigma, 1.2815515655), 3)).toBe(5_230_000);
    expect(near(lognormalQuantile(219_000, sigma, 2.326347874), 3)).toBe(69_600_000);
    expect(lognormalMean(219_000, sigma)).toBeCloseTo(4_700_000, 3);
  });

  it("splits the mean into operations, 23.8M, and everything else, 1.33M", () => {
    const { operations, others } = meanIncidents({ mean: 4_700_000, countShare: 0.15, valueShare: 0.76 });
    expect(near(operations, 3)).toBe(23_800_000);
    expect(near(others, 3)).toBe(1_330_000);
  });

  it("has operations in the yearly loss", () => {
    const code = { perYear: 0.01, takeUsd: 1_000_000, fraction: 0.5 };
    const operations = { perYear: 0.002, takeUsd: 5_000_000, fraction: 1 };
    expect(expectedAnnualLoss([code, operations])).toBeCloseTo(15_000, 9);
    expect(chanceOfOne(0.2)).toBeCloseTo(0.1813, 4);
  });

  it("finds a bounty that relies on ethics", () => {
    const bounty = { paid: 0.9, takeUsd: 1_000_000, blocked: 0.2, haircut: 0.15, recovered: 0.3 };
    expect(bountyAdequacy({ ...bounty, bountyUsd: 50_000 })).toBeCloseTo(0.0945, 4);
    expect(bountyAdequacy({ ...bounty, bountyUsd: 1_000_000 })).toBeGreaterThan(1);
  });
});

describe("data", () => {
  it("has every default inside its range, and every range inside what can be stated", () => {
    for (const { key, value, range, within } of PARAMETERS) {
      const [least, most] = within;
      if (range !== null) {
        expect(range[0], key).toBeLessThan(range[1]);
        expect(range[0], key).toBeGreaterThanOrEqual(least);
        expect(range[1], key).toBeLessThanOrEqual(most);
      }
      if (value === null) continue;
      expect(value, key).toBeGreaterThanOrEqual(range?.[0] ?? least);
      expect(value, key).toBeLessThanOrEqual(range?.[1] ?? most);
    }
    expect(new Set(PARAMETERS.map(({ key }) => key)).size).toBe(PARAMETERS.length);
  });

  it("has the classes of the corpus, with shares that sum to what was classified", () => {
    const share = CLASSES.reduce((sum, entry) => sum + (entry.share ?? 0), 0);
    expect(share).toBeCloseTo(0.986, 3);
    expect(CODE_CLASSES.reduce((sum, entry) => sum + entry.share, 0)).toBeCloseTo(1, 9);
    expect(YEARS.reduce((sum, { n }) => sum + n, 0)).toBe(841);
  });
});
