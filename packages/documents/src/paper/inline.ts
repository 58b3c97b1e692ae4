import { BODY, type Run, type Style, styled } from "./text.ts";

/** Text with `code` in it, as titles of findings have it: the marks go, the code is set as code. */
export function titled(text: string, style: Style = BODY): Run[] {
  return text.split(/(`+)(.+?)\1/).flatMap((part, index): Run[] => {
    // The pattern gives text, marks and code in turn.
    if (index % 3 === 1 || part === "") return [];
    return [{ text: part, style: index % 3 === 2 ? codeStyle(style) : style }];
  });
}

/** Code within text: a little smaller, because the letters of the monospaced face are wide. */
export function codeStyle(style: Style): Style {
  return styled(style, { face: "mono", size: style.size * 0.92 });
}

/** The same as plain text, for bookmarks and words that are heard. */
export function plainTitle(text: string): string {
  return text.replace(/(`+)(.+?)\1/g, "$2");
}
