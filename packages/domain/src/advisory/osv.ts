import { z } from "zod";

/** Of an OSV dump what is kept; what crosses a bound is left out and counted, never cut into something else. */
export const ADVISORY_LIMITS = {
  /** One uploaded dump, packed. Bytes. */
  dumpBytes: 2 * 1024 * 1024 * 1024,
  /** All of a dump, unpacked. Bytes. */
  unpackedBytes: 16 * 1024 * 1024 * 1024,
  /** One advisory as JSON. Bytes. */
  recordBytes: 16 * 1024 * 1024,
  records: 2_000_000,
  packages: 2000,
  ranges: 200,
  events: 2000,
  versions: 20_000,
  aliases: 100,
  references: 10,
  details: 4000,
  /** Days after which an import is called old. */
  oldAfterDays: 7,
  /** The same for its newest content: some ecosystems are quiet for weeks. */
  contentOldAfterDays: 30,
} as const;

/** Ecosystems of OSV whose packages an inventory can name; advisories of others are not kept. */
export const ADVISORY_ECOSYSTEMS = ["npm", "PyPI", "crates.io", "Go", "Git"] as const;
export const AdvisoryEcosystem = z.enum(ADVISORY_ECOSYSTEMS);
export type AdvisoryEcosystem = z.infer<typeof AdvisoryEcosystem>;

const Version = z.string().min(1).max(200);

/** One event of a range: exactly one key, by the OSV schema. */
export const RangeEvent = z.union([
  z.strictObject({ introduced: Version }),
  z.strictObject({ fixed: Version }),
  z.strictObject({ lastAffected: Version }),
  z.strictObject({ limit: Version }),
]);
export type RangeEvent = z.infer<typeof RangeEvent>;

export const AffectedRange = z.object({
  type: z.enum(["SEMVER", "ECOSYSTEM", "GIT"]),
  events: z.array(RangeEvent).min(1).max(ADVISORY_LIMITS.events),
});
export type AffectedRange = z.infer<typeof AffectedRange>;

/** A package that an advisory is about; of `Git` the name is host and path of the repository, in small letters. */
export const AffectedPackage = z.object({
  ecosystem: AdvisoryEcosystem,
  name: z.string().min(1).max(300),
  ranges: z.array(AffectedRange).max(ADVISORY_LIMITS.ranges),
  versions: z.array(Version).max(ADVISORY_LIMITS.versions),
});
export type AffectedPackage = z.infer<typeof AffectedPackage>;

/** An advisory in the OSV schema as it is kept. */
export const OsvRecord = z.object({
  id: z.string().min(1).max(120),
  modified: z.iso.datetime({ offset: true }),
  published: z.iso.datetime({ offset: true }).nullable(),
  withdrawn: z.iso.datetime({ offset: true }).nullable(),
  aliases: z.array(z.string().max(120)).max(ADVISORY_LIMITS.aliases),
  summary: z.string().max(500),
  details: z.string().max(ADVISORY_LIMITS.details),
  /** CVSS vectors. */
  vectors: z.array(z.string().max(300)).max(10),
  /** The word of the database: critical, high, moderate … */
  rating: z.string().max(40).nullable(),
  cwe: z.array(z.string().max(20)).max(50),
  references: z.array(z.string().max(500)).max(ADVISORY_LIMITS.references),
  affected: z.array(AffectedPackage).max(ADVISORY_LIMITS.packages),
});
export type OsvRecord = z.infer<typeof OsvRecord>;

/** EPSS of one CVE: both between 0 and 1. */
export const ExploitScore = z.object({
  cve: z.string().regex(/^CVE-\d{4}-\d{4,10}$/),
  epss: z.number().min(0).max(1),
  percentile: z.number().min(0).max(1),
});
export type ExploitScore = z.infer<typeof ExploitScore>;

/** One entry of CISA's catalogue of known exploited vulnerabilities. */
export const KnownExploited = z.object({
  cve: z.string().regex(/^CVE-\d{4}-\d{4,10}$/),
  name: z.string().max(500),
  addedOn: z.iso.date(),
  dueOn: z.iso.date().nullable(),
  ransomware: z.boolean(),
});
export type KnownExploited = z.infer<typeof KnownExploited>;
