-- The format that an uploaded report was said to have; null where its content decides.
ALTER TABLE "scan" ADD COLUMN     "upload_format" TEXT;
