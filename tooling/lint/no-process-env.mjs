// The environment is read in one place per app or package, parsed at start (architecture, style rule 9).
const ALLOWED = [
  /(^|\/)env\.ts$/,
  // Next's NEXT_RUNTIME there is a constant of the build, not a setting.
  /(^|\/)apps\/web\/src\/instrumentation\.ts$/,
  /(^|\/)tooling\//,
  /(^|\/)(vitest|playwright|prisma)\.config\.ts$/,
  /(^|\/)apps\/web\/e2e\//,
  /(^|\/)bench\//,
  /\.test\.tsx?$/,
];

const isProcess = (node) =>
  (node?.type === "Identifier" && node.name === "process") ||
  (node?.type === "MemberExpression" &&
    node.object.type === "Identifier" &&
    node.object.name === "globalThis" &&
    nameOf(node) === "process");

function nameOf(member) {
  if (!member.computed) return member.property.name;
  return member.property.type === "Literal" ? member.property.value : undefined;
}

export const noProcessEnv = {
  meta: {
    type: "problem",
    schema: [],
    messages: { read: "Read the environment in env.ts only, and hand the parsed value in." },
  },
  create(context) {
    const file = context.filename.replaceAll("\\", "/");
    if (ALLOWED.some((pattern) => pattern.test(file))) return {};
    const refuse = (node) => context.report({ node, messageId: "read" });
    return {
      MemberExpression(node) {
        if (isProcess(node.object) && nameOf(node) === "env") refuse(node);
      },
      VariableDeclarator(node) {
        if (!isProcess(node.init) || node.id.type !== "ObjectPattern") return;
        if (node.id.properties.some((property) => property.type === "Property" && property.key.name === "env"))
          refuse(node);
      },
      ImportDeclaration(node) {
        if (!/^(node:)?process$/.test(node.source.value)) return;
        for (const one of node.specifiers)
          if (one.type === "ImportSpecifier" && one.imported.name === "env") refuse(one);
      },
    };
  },
};
