-- Which token a proposal came by: its maker may confirm it, where one person may decide.
ALTER TABLE "finding_proposal" ADD COLUMN     "token_id" UUID;

-- A program is another one than the person who let it: whether two people are needed is then the use case's to say.
ALTER TABLE "finding_proposal" DROP CONSTRAINT "finding_proposal_second_person";
ALTER TABLE "finding_proposal" ADD CONSTRAINT "finding_proposal_second_person" CHECK ("state" NOT IN ('confirmed', 'refused') OR ("decided_by_id" IS NOT NULL AND ("token_id" IS NOT NULL OR "decided_by_id" <> "proposed_by_id")));
