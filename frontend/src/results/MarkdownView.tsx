/** Markdown, rendered and then cleaned of everything that could act. */
import DOMPurify from "dompurify";
import { marked } from "marked";
import { useMemo } from "react";
import classes from "./results.module.css";
import { useText } from "./useText";
import type { ViewerProps } from "./viewer";

export default function MarkdownView({ content }: ViewerProps) {
  const text = useText(content);
  const html = useMemo(() => cleaned(text), [text]);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned right above, and the page's policy allows no inline script
  return <div className={classes.markdown} dangerouslySetInnerHTML={{ __html: html }} />;
}

function cleaned(markdown: string): string {
  const fragment = DOMPurify.sanitize(marked.parse(markdown, { async: false, gfm: true }), {
    USE_PROFILES: { html: true },
    FORBID_TAGS: [
      "style",
      "form",
      "input",
      "button",
      "textarea",
      "select",
      "video",
      "audio",
      "source",
      "picture",
      "iframe",
    ],
    FORBID_ATTR: ["style", "id", "name", "class", "srcset"],
    RETURN_DOM_FRAGMENT: true,
  });
  // A picture from elsewhere would tell its server who reads this.
  for (const image of fragment.querySelectorAll("img")) if (!image.src.startsWith("data:image/")) image.remove();
  for (const link of fragment.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  const box = document.createElement("div");
  box.append(fragment);
  return box.innerHTML;
}
