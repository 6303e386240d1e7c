/** The access token of this tab: in memory, and in sessionStorage so that a reload stays signed in. */

const KEY = "domino.session";

interface Stored {
  token: string;
  expiresAt: number;
}

let current: Stored | null = restore();
const listeners = new Set<() => void>();

function restore(): Stored | null {
  try {
    const text = globalThis.sessionStorage?.getItem(KEY);
    const stored = text ? (JSON.parse(text) as Stored) : null;
    return stored && stored.expiresAt > Date.now() ? stored : null;
  } catch {
    return null;
  }
}

export function accessToken(): string | null {
  if (current && current.expiresAt <= Date.now()) signOut();
  return current?.token ?? null;
}

export function signIn(token: string, expiresInSeconds: number): void {
  current = { token, expiresAt: Date.now() + expiresInSeconds * 1000 };
  sessionStorage.setItem(KEY, JSON.stringify(current));
  announce();
}

export function signOut(): void {
  if (!current) return;
  current = null;
  sessionStorage.removeItem(KEY);
  announce();
}

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function announce(): void {
  for (const listener of listeners) listener();
}
