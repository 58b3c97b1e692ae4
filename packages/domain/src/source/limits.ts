/** What one revision may hold; shown on the settings page, never applied silently. Bytes and milliseconds. */
export const SOURCE_LIMITS = {
  gitBytes: 500 * 1024 * 1024,
  archiveBytes: 200 * 1024 * 1024,
  unpackedBytes: 1024 * 1024 * 1024,
  files: 50_000,
  ratio: 100,
  depth: 40,
  fetchMs: 600_000,
  /** A file above this is stored, but not shown in the viewer. */
  viewBytes: 1024 * 1024,
} as const;
