// Routers are menus (architecture, style rule 4): a permission, an input schema and one call per procedure.
const ROUTER_FILE = /apps\/web\/src\/server\/routers\/(?:[^/]+\/)?[^/]+\.ts$/;
const TEST_FILE = /\.test\.ts$/;
const RESOLVERS = new Set(["query", "mutation", "subscription"]);

/** Statements and expressions that make a decision or do work: they belong into a use case. */
const WORK = {
  IfStatement: "an if",
  ConditionalExpression: "a condition",
  LogicalExpression: "a condition",
  SwitchStatement: "a switch",
  TryStatement: "a try",
  ThrowStatement: "a throw",
  ForStatement: "a loop",
  ForInStatement: "a loop",
  ForOfStatement: "a loop",
  WhileStatement: "a loop",
  DoWhileStatement: "a loop",
  AwaitExpression: "an await",
  YieldExpression: "a yield",
};

const calls = (node, name) =>
  node?.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === name;

function isMenu(statement) {
  if (statement.type === "ImportDeclaration" || statement.type === "TSTypeAliasDeclaration") return true;
  if (statement.type !== "ExportNamedDeclaration") return false;
  const declaration = statement.declaration;
  if (declaration === null) return true;
  if (declaration?.type === "TSTypeAliasDeclaration") return true;
  return (
    declaration?.type === "VariableDeclaration" && declaration.declarations.every((one) => calls(one.init, "router"))
  );
}

export const routerIsMenu = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      statement: "A router file holds imports and `export const xRouter = router({ … })`, nothing else.",
      work: "A router is a menu: {{what}} belongs into a use case.",
      resolver: "The resolver is one call: `({ ctx, input }) => verbNoun(ctx.deps, input)`.",
    },
  },
  create(context) {
    const file = context.filename.replaceAll("\\", "/");
    if (!ROUTER_FILE.test(file) || TEST_FILE.test(file)) return {};
    const refuse = (node) => context.report({ node, messageId: "work", data: { what: WORK[node.type] } });
    return {
      Program(program) {
        for (const statement of program.body)
          if (!isMenu(statement)) context.report({ node: statement, messageId: "statement" });
      },
      CallExpression(node) {
        const { callee } = node;
        if (callee.type !== "MemberExpression" || callee.computed || !RESOLVERS.has(callee.property.name)) return;
        const resolver = node.arguments[0];
        const body = resolver?.type === "ArrowFunctionExpression" ? resolver.body : undefined;
        if (node.arguments.length !== 1 || body?.type !== "CallExpression")
          context.report({ node, messageId: "resolver" });
      },
      ...Object.fromEntries(Object.keys(WORK).map((type) => [type, refuse])),
    };
  },
};
