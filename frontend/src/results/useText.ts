/** The text of a result. */
import { use, useMemo } from "react";

export function useText(content: Blob): string {
  const text = useMemo(() => content.text(), [content]);
  return use(text);
}
