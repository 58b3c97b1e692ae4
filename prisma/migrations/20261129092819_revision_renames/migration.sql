-- What git tells of files that have another name since the revision before: {old: new}.
ALTER TABLE "revision" ADD COLUMN     "renames" JSONB NOT NULL DEFAULT '{}';
