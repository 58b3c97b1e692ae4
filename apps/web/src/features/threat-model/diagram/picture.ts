import { KIND_WORDS } from "@redoubt/domain/threat-model";
import type { Diagram } from "../outline/outline-screen.tsx";
import { rectanglesOf, type Rectangle } from "./geometry.ts";

const MARGIN = 32;

/** The drawing as SVG of its own: dark on light, whatever the theme, with its texts as texts. */
export function toSvg(diagram: Diagram, title: string): string {
  const rectangles = rectanglesOf(diagram.elements);
  const all = [...rectangles.values()];
  const left = Math.min(0, ...all.map(({ x }) => x)) - MARGIN;
  const top = Math.min(0, ...all.map(({ y }) => y)) - MARGIN;
  const width = Math.max(200, ...all.map((box) => box.x + box.width)) + MARGIN - left;
  const height = Math.max(120, ...all.map((box) => box.y + box.height)) + MARGIN - top;
  const boundaries = diagram.elements.filter(({ kind }) => kind === "boundary");
  const others = diagram.elements.filter(({ kind }) => kind !== "boundary");
  const draw = (element: Diagram["elements"][number]): string => {
    const box = rectangles.get(element.id);
    if (box === undefined) return "";
    const isZone = element.kind === "boundary";
    const dashed = isZone || element.outOfScope !== null ? ' stroke-dasharray="6 4"' : "";
    const words = isZone
      ? line(element.name, box.x + 12, box.y + 22, 13, "bold")
      : `${line(element.name, box.x + 12, box.y + 22, 13, "bold")}${line(subtitle(element), box.x + 12, box.y + 40, 12)}`;
    return `<g><rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="6" fill="${isZone ? "none" : "#ffffff"}" stroke="#8a8f98"${dashed}/>${words}</g>`;
  };
  const flows = diagram.flows.map((flow) => {
    const [from, to] = [rectangles.get(flow.sourceId ?? ""), rectangles.get(flow.targetId ?? "")];
    if (from === undefined || to === undefined) return "";
    const [a, b] = [edgeOf(from, to), edgeOf(to, from)];
    const start = flow.bidirectional ? ' marker-start="url(#arrow)"' : "";
    const label = flow.name === "" ? "" : line(flow.name, (a.x + b.x) / 2 + 4, (a.y + b.y) / 2 - 4, 12);
    return `<g><line x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}" stroke="#5b616b" marker-end="url(#arrow)"${start}/>${label}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif">`,
    `<title>${escape(title)}</title>`,
    `<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0 8 4 0 8Z" fill="#5b616b"/></marker></defs>`,
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="#fbfbfa"/>`,
    ...boundaries.map(draw),
    ...flows,
    ...others.map(draw),
    "</svg>\n",
  ].join("\n");
}

/** The same as pixels, twice as fine. */
export async function toPng(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("this browser draws nothing");
    context.scale(2, 2);
    context.drawImage(image, 0, 0);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (blob === null) throw new Error("the picture is too large for this browser");
    return blob;
  } finally {
    URL.revokeObjectURL(address);
  }
}

function subtitle({ kind, threats, openThreats }: Diagram["elements"][number]): string {
  const said = threats === 0 ? "" : `, ${openThreats} of ${threats} threats open`;
  return `${KIND_WORDS[kind]}${said}`;
}

function line(words: string, x: number, y: number, size: number, weight = "normal"): string {
  const short = words.length > 28 ? `${words.slice(0, 27)}…` : words;
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="#15171a">${escape(short)}</text>`;
}

/** Where the line between two middles leaves a box. */
function edgeOf(box: Rectangle, other: Rectangle): { x: number; y: number } {
  const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2];
  const [dx, dy] = [other.x + other.width / 2 - cx, other.y + other.height / 2 - cy];
  if (dx === 0 && dy === 0) return { x: cx, y: cy };
  const scale = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : box.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : box.height / 2 / Math.abs(dy),
  );
  return { x: Math.round(cx + dx * scale), y: Math.round(cy + dy * scale) };
}

function escape(text: string): string {
  return text
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");
}
