/** Short messages at the edge of the page that never block anything. */
import { create } from "zustand";

export interface Message {
  id: number;
  title: string | null;
  text: string;
  isError: boolean;
}

const SHOWN_MS = 5_000;
const ERROR_SHOWN_MS = 12_000;
const MOST = 3;

export const useMessages = create<{ messages: readonly Message[] }>()(() => ({ messages: [] }));

let nextId = 0;

function show(text: string, title: string | null, isError: boolean): void {
  nextId += 1;
  const message = { id: nextId, title, text, isError };
  useMessages.setState(({ messages }) => ({ messages: [...messages, message].slice(-MOST) }));
  window.setTimeout(() => dismiss(message.id), isError ? ERROR_SHOWN_MS : SHOWN_MS);
}

export function dismiss(id: number): void {
  useMessages.setState(({ messages }) => ({ messages: messages.filter((message) => message.id !== id) }));
}

export const tell = (text: string): void => show(text, null, false);

export const tellError = (what: string, error: unknown): void =>
  show(error instanceof Error ? error.message : String(error), what, true);
