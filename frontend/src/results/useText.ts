/** The text of a result, read once however often it is drawn. */
import { use } from "react";

const texts = new WeakMap<Blob, Promise<string>>();

export function useText(content: Blob): string {
  const known = texts.get(content);
  if (known) return use(known);
  const text = content.text();
  texts.set(content, text);
  return use(text);
}
