import type { rules } from "@secretlint/secretlint-rule-preset-recommend";

type Rule = (typeof rules)[number];

const messages = {
  REDOUBT_TOKEN: { en: () => "found a Redoubt API token" },
};

/** Our own API tokens: the preset does not know them. Their form is that of `organization/token-text.ts`. */
export const redoubtToken: Rule = {
  messages,
  meta: {
    id: "secretlint-rule-redoubt",
    recommended: true,
    type: "scanner",
    supportedContentTypes: ["text"],
  },
  create(context) {
    const say = context.createTranslator(messages);
    return {
      file(source) {
        for (const match of source.content.matchAll(/\brdt_[0-9a-f]{32}_[0-9A-Za-z]{32}_[0-9A-Za-z]{6}\b/g)) {
          const range = [match.index, match.index + match[0].length] as const;
          context.report({ message: say("REDOUBT_TOKEN"), range, data: { TOKEN: match[0] } });
        }
      },
    };
  },
};
