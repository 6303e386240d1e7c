/** A result that was written in Markdown. */
import Markdown from "./Markdown";
import { useText } from "./useText";
import type { ViewerProps } from "./viewer";

export default function MarkdownView({ content }: ViewerProps) {
  return <Markdown text={useText(content)} />;
}
