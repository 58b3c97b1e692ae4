// Programs are run by argv, never through a shell (docs/architecture.md, section 7).
const MODULE = /^(node:)?child_process$/;
const SHELL_FUNCTIONS = new Set(["exec", "execSync"]);
const SHELL = /^(.*\/)?(sh|bash|dash|zsh|ksh|cmd|cmd\.exe|powershell|powershell\.exe|pwsh)$/;
const SHELL_FLAG = /^(-[a-z]*c|\/c|-Command)$/i;
const TEST_FILE = /\.test\.tsx?$/;

const text = (node) => {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  if (node?.type === "TemplateLiteral" && node.expressions.length === 0) return node.quasis[0].value.cooked;
  return undefined;
};

const texts = (nodes) => nodes.map(text);

/** `["sh", "-c", …]`, also when the program comes apart from its arguments. */
const runsShell = (words) =>
  words[0] !== undefined && SHELL.test(words[0]) && words.some((word) => word !== undefined && SHELL_FLAG.test(word));

function mayUseShell(argument) {
  if (argument.type !== "ObjectExpression") return false;
  return argument.properties.some(
    (property) =>
      property.type === "Property" &&
      (property.key.name === "shell" || property.key.value === "shell") &&
      !(property.value.type === "Literal" && property.value.value === false),
  );
}

export const noShellExec = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      function: "{{name}} runs a shell: use spawn or execFile with an argv array.",
      whole: "Import the functions of child_process by name, so that a shell function is seen.",
      option: "The option `shell` hands the text to a shell: leave it out.",
      shell: "A shell with a command string: run the program itself, by argv.",
    },
  },
  create(context) {
    const isTest = TEST_FILE.test(context.filename);
    const imported = new Set();
    return {
      ImportDeclaration(node) {
        if (!MODULE.test(node.source.value)) return;
        for (const one of node.specifiers) {
          if (one.type !== "ImportSpecifier") context.report({ node: one, messageId: "whole" });
          else if (SHELL_FUNCTIONS.has(one.imported.name)) {
            context.report({ node: one, messageId: "function", data: { name: one.imported.name } });
          } else imported.add(one.local.name);
        }
      },
      ImportExpression(node) {
        if (MODULE.test(text(node.source) ?? "")) context.report({ node, messageId: "whole" });
      },
      CallExpression(node) {
        const { callee } = node;
        if (callee.type !== "Identifier") return;
        if (callee.name === "require" && MODULE.test(text(node.arguments[0]) ?? ""))
          context.report({ node, messageId: "whole" });
        if (!imported.has(callee.name)) return;
        if (node.arguments.some(mayUseShell)) context.report({ node, messageId: "option" });
        const [program, argv] = node.arguments;
        const words = [text(program), ...(argv?.type === "ArrayExpression" ? texts(argv.elements) : [])];
        if (runsShell(words)) context.report({ node, messageId: "shell" });
      },
      ArrayExpression(node) {
        // Tests of the jail run shells inside it, on purpose.
        if (!isTest && runsShell(texts(node.elements))) context.report({ node, messageId: "shell" });
      },
    };
  },
};
