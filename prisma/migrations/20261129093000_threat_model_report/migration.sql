-- A frozen threat model is a report like the others.
ALTER TABLE "report" DROP CONSTRAINT "report_kind";
ALTER TABLE "report" ADD CONSTRAINT "report_kind" CHECK ("kind" IN ('risk', 'finding', 'known-issues', 'threat-model'));
