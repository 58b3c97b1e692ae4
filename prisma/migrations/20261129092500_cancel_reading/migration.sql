-- A person may stop a reading of the code.
ALTER TABLE "model_reading" DROP CONSTRAINT "model_reading_state";
ALTER TABLE "model_reading" ADD CONSTRAINT "model_reading_state"
  CHECK ("state" IN ('queued', 'running', 'done', 'failed', 'cancelled'));
