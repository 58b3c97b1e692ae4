/** The only place of this package that reads the environment: the migration command and the tests. */
export function ownerUrlFromEnvironment(): string {
  const url = process.env.DATABASE_OWNER_URL;
  if (url === undefined || url === "") throw new Error("DATABASE_OWNER_URL is not set");
  return url;
}

export function appPasswordFromEnvironment(): string | undefined {
  return process.env.DATABASE_APP_PASSWORD || undefined;
}

/** Owner URL of the server that tests may create databases on; undefined when none was started. */
export function testOwnerUrlFromEnvironment(): string | undefined {
  return process.env.TEST_DATABASE_OWNER_URL || undefined;
}
