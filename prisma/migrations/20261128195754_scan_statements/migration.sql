-- What an imported VEX document decided, and what became of each statement. Expand only: the default fills rows that exist.
ALTER TABLE "scan" ADD COLUMN "statements" JSONB NOT NULL DEFAULT '{}';
