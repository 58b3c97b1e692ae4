/** Sources of the app that the product's pages are compared with, as they are written out for its build. */
export const EMPTY_CONFIG = (root: string): string => `export default {
  turbopack: { root: ${JSON.stringify(root)} }, outputFileTracingRoot: ${JSON.stringify(root)}, poweredByHeader: false,
};
`;

export const EMPTY_LAYOUT = `export default function Layout({ children }) {
  return <html lang="en"><body style={{ margin: 0, font: "13px sans-serif" }}>{children}</body></html>;
}
`;

export const EMPTY_PAGE = `export default function Page() { return <main><h1>Empty</h1></main>; }
`;

/** Drawn anew for each request, because it reads who asks: rows of a list that a client component draws from what it gets. */
export const DYNAMIC_LIST = `import { cookies } from "next/headers";
import { Rows } from "./rows.jsx";
import rows from "./rows.json";

export default async function Page() {
  const isKnown = (await cookies()).has("session");
  return <main><h1>{isKnown ? "Known" : "Empty"}</h1><Rows rows={rows} /></main>;
}
`;

export const ROWS = `"use client";

export function Rows({ rows }) {
  return (
    <ul style={{ margin: 0, padding: 0, listStyle: "none" }}>
      {rows.map((row) => (
        <li key={row.number} style={{ height: 48 }}>
          <div><span>{row.severity}</span> <a href={"#" + row.number} data-row={row.number}>{row.title}</a></div>
          <div><span>{row.path}</span></div>
        </li>
      ))}
    </ul>
  );
}
`;

/** The list without anything around it: rows of the product's height, a cursor by j and k, a filter by words. */
export const BARE_LIST = `"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";

export default function Page() {
  const [rows, setRows] = useState([]);
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const scroller = useRef(null);
  useEffect(() => {
    const size = new URLSearchParams(location.search).get("size");
    fetch("/rows-" + size + ".json").then((answer) => answer.json()).then(setRows);
  }, []);
  const shown = useMemo(() => rows.filter((row) => row.title.includes(words)), [rows, words]);
  const virtual = useVirtualizer({
    count: shown.length, getScrollElement: () => scroller.current, estimateSize: () => 48, overscan: 6,
  });
  useEffect(() => {
    const onKey = (event) => {
      if (event.target.tagName === "INPUT") return;
      if (event.key === "j") setAt((index) => Math.min(index + 1, shown.length - 1));
      if (event.key === "k") setAt((index) => Math.max(index - 1, 0));
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [shown.length]);
  useEffect(() => virtual.scrollToIndex(at), [at, virtual]);
  return (
    <div style={{ height: "100vh", width: 440, display: "flex", flexDirection: "column" }}>
      <input aria-label="Filter" value={words} onChange={(event) => setWords(event.target.value)} />
      <div ref={scroller} data-list="" style={{ flex: 1, overflowY: "auto" }}>
        <ul style={{ height: virtual.getTotalSize(), position: "relative", margin: 0, padding: 0, listStyle: "none" }}>
          {virtual.getVirtualItems().map((item) => {
            const row = shown[item.index];
            return (
              <li key={item.key} aria-current={item.index === at ? "true" : undefined}
                style={{ position: "absolute", insetInline: 0, top: 0, height: 48, transform: "translateY(" + item.start + "px)" }}>
                <div><span>{row.severity}</span> <a href={"#" + row.number} data-row={row.number}>{row.title}</a></div>
                <div><span>{row.path}</span></div>
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}
`;
