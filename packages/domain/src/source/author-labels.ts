/** What one commit added, who made it, and who its message says wrote it too. */
export interface CommitWork {
  readonly author: string;
  readonly labels: readonly string[];
  readonly added: number;
}

/** Names and addresses by which programs that write code sign. Bots that raise versions or merge write none. */
const WRITERS =
  /\b(?:claude|anthropic|copilot|codex|chatgpt|openai|gpt-\d\S*|gemini|cursor(?:agent)?|devin(?:-ai)?|aider|windsurf|codeium|amp|jules|sweep-ai|tabnine|cline|opencode)\b/i;

/**
 * Percent of the added lines whose commit names a program as its author or as who wrote it too; work without such a
 * label counts as a person's. Null when nothing was added.
 */
export function aiShareOf(work: readonly CommitWork[]): number | null {
  const sum = (commits: readonly CommitWork[]) => commits.reduce((total, { added }) => total + added, 0);
  const all = sum(work);
  if (all === 0) return null;
  const labelled = work.filter(({ author, labels }) => [author, ...labels].some((name) => WRITERS.test(name)));
  return Math.round((100 * sum(labelled)) / all);
}
