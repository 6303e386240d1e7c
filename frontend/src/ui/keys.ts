/** Keys as this person's keyboard names them. */
const isMac = typeof navigator !== "undefined" && /Mac|iP(hone|ad)/.test(navigator.platform);

export const CONTROL = isMac ? "⌘" : "Ctrl";

interface KeyLike {
  ctrlKey: boolean;
  metaKey: boolean;
}

export const hasControl = (event: KeyLike): boolean => (isMac ? event.metaKey : event.ctrlKey);

/** The key goes to a field in which one types, and is not ours. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
    (target instanceof HTMLInputElement && target.type !== "checkbox")
  );
}
