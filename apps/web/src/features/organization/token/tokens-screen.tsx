"use client";
import type { ApiTokenEntry } from "@redoubt/domain/organization";
import { EmptyState, Section, Table, Tag, Td, TextLink, Th, Time, Tr } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "#trpc/client.tsx";
import { NewTokenDialog } from "./new-token-dialog.tsx";
import { RevokeTokenDialog } from "./revoke-token-dialog.tsx";

/** The tokens that programs act by: one's own, and those of all members for who manages members. */
export function TokensScreen({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const { data: tokens } = useSuspenseQuery(trpc.organization.tokens.queryOptions({ organization }));
  const many = tokens.some((token) => !token.own);
  return (
    <Section
      title="API tokens"
      note={String(tokens.length)}
      flush={tokens.length > 0}
      actions={<NewTokenDialog organization={organization} />}
    >
      {tokens.length === 0 ? (
        <EmptyState title="No program has a token" compact>
          The command line, a build or a coding agent acts by one.{" "}
          <TextLink asChild className="underline decoration-line-control underline-offset-2">
            <Link href="/docs/api">Read what it can do</Link>
          </TextLink>
          .
        </EmptyState>
      ) : (
        <Table label="API tokens" roomy>
          <thead>
            <tr>
              <Th>Name</Th>
              <Th className="phone:hidden">May</Th>
              {many && <Th className="w-40 phone:hidden">Of</Th>}
              <Th className="w-32 phone:hidden">Last used</Th>
              <Th className="w-32 phone:w-24">Ends</Th>
              <Th className="w-24 phone:w-20" hideLabel>
                Deeds
              </Th>
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => (
              <TokenRow key={token.id} organization={organization} token={token} many={many} />
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

function TokenRow({ organization, token, many }: { organization: string; token: ApiTokenEntry; many: boolean }) {
  const { state } = token;
  return (
    <Tr hover={false}>
      <Td>
        <span className="wrap-anywhere">{token.name}</span> {state !== "living" && <Tag tone="outline">{state}</Tag>}
        <div className="text-12 text-ink-3">
          <code>rdt_…{token.hint}</code>
          {token.project !== null && `, ${token.project.name} only`}
        </div>
      </Td>
      <Td className="text-12 text-ink-2 wrap-anywhere phone:hidden">{token.scopes.join(", ")}</Td>
      {many && <Td className="phone:hidden">{token.maker}</Td>}
      <Td className="phone:hidden">
        {token.lastUsedAt === null ? <span className="text-ink-3">never</span> : <Time value={token.lastUsedAt} />}
      </Td>
      <Td>{token.expiresAt === null ? <Tag tone="warn">never</Tag> : <Time value={token.expiresAt} />}</Td>
      <Td numeric>{state === "living" && <RevokeTokenDialog organization={organization} token={token} />}</Td>
    </Tr>
  );
}
