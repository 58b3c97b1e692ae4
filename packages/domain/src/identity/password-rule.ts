/** Shortest password in characters; the longest is a guard against absurd input, not a rule of taste. */
export const PASSWORD_LENGTH = { min: 12, max: 256 } as const;

/** Words that guessers try first; a password is weak when hardly anything is left without them. */
const COMMON = [
  "password",
  "passwort",
  "letmein",
  "welcome",
  "qwertyuiop",
  "qwerty",
  "iloveyou",
  "admin",
  "administrator",
  "changeme",
  "redoubt",
  "security",
];

/**
 * Why a password is too easy to guess, or undefined. `context` are words that a guesser knows of the person: name,
 * e-mail address, organization.
 */
export function passwordWeakness(password: string, context: readonly string[] = []): string | undefined {
  if ([...password].length < PASSWORD_LENGTH.min) return `use at least ${PASSWORD_LENGTH.min} characters`;
  if (password.length > PASSWORD_LENGTH.max) return `use at most ${PASSWORD_LENGTH.max} characters`;
  const lower = password.toLowerCase();
  if (new Set(lower).size < 5) return "use more different characters";
  if (isRun(lower)) return "do not use a row of the keyboard or of the alphabet";
  const words = [...COMMON, ...context.flatMap((text) => text.toLowerCase().split(/[^a-z0-9]+/))].filter(
    (word) => word.length >= 4,
  );
  let rest = lower;
  for (const word of words.sort((a, b) => b.length - a.length)) rest = rest.replaceAll(word, "");
  if (rest.replace(/[^a-z]/g, "").length < 4 && rest.length < 8)
    return "do not build it from your name, the product's or a common word";
  return undefined;
}

const ROWS = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890123456789",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertzuiopasdfghjklyxcvbnm",
];

function isRun(text: string): boolean {
  return ROWS.some((row) => row.includes(text) || [...row].reverse().join("").includes(text));
}
