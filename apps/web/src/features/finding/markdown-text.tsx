import Markdown from "react-markdown";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";

// Text of people and tools: no raw HTML, no pictures that call home, links that leave no trace.
const SCHEMA: typeof defaultSchema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== "img" && name !== "input"),
  protocols: { href: ["http", "https", "mailto"] },
  attributes: { ...defaultSchema.attributes, a: ["href"] },
};

/** What `SafeMarkdown` loads: the parser is the heaviest part of a screen that may show no such text at all. */
export function MarkdownText({ text }: { text: string }) {
  return (
    <div className="max-w-[72ch] wrap-anywhere [&_code]:rounded-1 [&_code]:bg-sunken [&_code]:px-1 [&_li]:ml-4 [&_ol]:list-decimal [&_p+p]:mt-2 [&_pre]:my-2 [&_pre]:overflow-x-auto [&_pre]:rounded-2 [&_pre]:bg-sunken [&_pre]:p-2 [&_pre_code]:p-0 [&_table]:my-2 [&_td]:border [&_td]:border-line [&_td]:px-2 [&_th]:border [&_th]:border-line [&_th]:px-2 [&_th]:text-left [&_ul]:list-disc">
      <Markdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[[rehypeSanitize, SCHEMA]]}
        skipHtml
        components={{
          a: ({ href, children }) => (
            <a className="link" href={href} rel="noopener noreferrer nofollow ugc" target="_blank">
              {children}
            </a>
          ),
          // Titles of comments must not join the outline of the page.
          h1: ({ children }) => <p className="mt-2 font-semibold">{children}</p>,
          h2: ({ children }) => <p className="mt-2 font-semibold">{children}</p>,
          h3: ({ children }) => <p className="mt-2 font-semibold">{children}</p>,
          h4: ({ children }) => <p className="mt-2 font-medium">{children}</p>,
          h5: ({ children }) => <p className="mt-2 font-medium">{children}</p>,
          h6: ({ children }) => <p className="mt-2 font-medium">{children}</p>,
          // A block that scrolls must take focus, or the keyboard cannot scroll it.
          pre: ({ children }) => (
            <pre tabIndex={0} className="font-mono text-12">
              {children}
            </pre>
          ),
        }}
      >
        {text}
      </Markdown>
    </div>
  );
}
