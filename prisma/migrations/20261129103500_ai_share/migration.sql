-- AlterTable
ALTER TABLE "revision" ADD COLUMN "ai_share" INTEGER;

ALTER TABLE "revision" ADD CONSTRAINT "revision_ai_share" CHECK ("ai_share" BETWEEN 0 AND 100);
