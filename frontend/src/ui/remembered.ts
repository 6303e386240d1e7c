/** Small preferences of this browser: sizes of panels, what was open, what was used last. */
import { useCallback, useState } from "react";

export function recall<T>(name: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(`domino.${name}`);
    return text === null ? otherwise : (JSON.parse(text) as T);
  } catch {
    return otherwise;
  }
}

export function remember(name: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(`domino.${name}`);
    else localStorage.setItem(`domino.${name}`, JSON.stringify(value));
  } catch {
    // A full or forbidden store only means that nothing is remembered.
  }
}

export function useRemembered<T>(name: string, otherwise: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => recall(name, otherwise));
  const change = useCallback(
    (next: T) => {
      setValue(next);
      remember(name, next);
    },
    [name],
  );
  return [value, change];
}
