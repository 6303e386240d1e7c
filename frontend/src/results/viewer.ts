/** Which viewer shows which file: the first line that says yes. Viewers are loaded when they are first needed. */
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { ResultFile } from "../api/types";

export interface ViewerProps {
  name: string;
  content: Blob;
}

type Viewer = LazyExoticComponent<ComponentType<ViewerProps>>;

const LARGEST_SHOWN = 25_000_000;

const TextView = lazy(() => import("./TextView"));
const MarkdownView = lazy(() => import("./MarkdownView"));
const JsonView = lazy(() => import("./JsonView"));
const TableView = lazy(() => import("./TableView"));
const ImageView = lazy(() => import("./ImageView"));
const HtmlView = lazy(() => import("./HtmlView"));

const VIEWERS: readonly (readonly [name: string, fits: (kind: string) => boolean, viewer: Viewer])[] = [
  ["table", (kind) => /^(csv|tsv)$/.test(kind), TableView],
  ["Markdown", (kind) => /^(md|markdown)$/.test(kind), MarkdownView],
  ["web page", (kind) => /^html?$/.test(kind), HtmlView],
  ["JSON", (kind) => /^(json|plotly_json)$/.test(kind), JsonView],
  ["image", (kind) => /^(png|jpe?g|gif|bmp|webp|svg|image)$/.test(kind), ImageView],
  ["text", (kind) => /^(txt|log|text|py|yaml|yml|toml|xml|sql)$/.test(kind), TextView],
];

/** What a file is, by what its operator said about it, else by its ending. */
export function kindOf(file: ResultFile): string {
  const ending = file.path.split(".").at(-1)?.toLowerCase() ?? "";
  if (file.display && file.display !== "image") return file.display.toLowerCase();
  return ending;
}

export function viewerFor(file: ResultFile): { name: string; Viewer: Viewer } | null {
  if (file.size > LARGEST_SHOWN) return null;
  const kind = kindOf(file);
  for (const [name, fits, Viewer] of VIEWERS) if (fits(kind)) return { name, Viewer };
  return file.media_type.startsWith("text/") ? { name: "text", Viewer: TextView } : null;
}

export const nameOfKind = (file: ResultFile): string => viewerFor({ ...file, size: 0 })?.name ?? "file";

/** The files in the order in which they are offered: what the operator chose to show comes first. */
export function inOrder(files: readonly ResultFile[]): ResultFile[] {
  return files.toSorted(
    (a, b) => Number(b.display !== null) - Number(a.display !== null) || a.path.localeCompare(b.path),
  );
}
