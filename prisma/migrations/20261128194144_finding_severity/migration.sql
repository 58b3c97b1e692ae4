-- AlterTable
ALTER TABLE "finding" ADD COLUMN     "cvss_vector" TEXT,
ADD COLUMN     "impact" TEXT,
ADD COLUMN     "likelihood" TEXT;

ALTER TABLE "finding" ADD CONSTRAINT "finding_rubric" CHECK (("impact" IS NULL) = ("likelihood" IS NULL) AND "impact" IN ('high', 'medium', 'low') AND "likelihood" IN ('high', 'medium', 'low'));
