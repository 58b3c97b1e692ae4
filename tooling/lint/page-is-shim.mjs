// A page binds a route to a screen of a feature (architecture, 1): at most 20 lines, no decision.
const PAGE_FILE = /apps\/web\/src\/app\/(.*\/)?page(\.[a-z]+)?\.tsx$/;
const MOST_LINES = 20;

export const pageIsShim = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      long: "A page is a shim of at most {{most}} lines; this one has {{lines}}. Move the screen into its feature.",
      decision: "A page is a shim: decide in the feature.",
    },
  },
  create(context) {
    if (!PAGE_FILE.test(context.filename.replaceAll("\\", "/"))) return {};
    const refuse = (node) => context.report({ node, messageId: "decision" });
    return {
      Program(node) {
        const lines = context.sourceCode.text.trimEnd().split("\n").length;
        if (lines > MOST_LINES)
          context.report({ node, messageId: "long", data: { most: String(MOST_LINES), lines: String(lines) } });
      },
      TryStatement: refuse,
      SwitchStatement: refuse,
      ForStatement: refuse,
      ForOfStatement: refuse,
      WhileStatement: refuse,
    };
  },
};
