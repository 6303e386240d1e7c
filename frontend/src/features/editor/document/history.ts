/** Undo as a list of past documents. Typing in one field within a second is one step. */
import type { WorkflowDefinition } from "../../../api/types";

export interface History {
  past: readonly WorkflowDefinition[];
  present: WorkflowDefinition;
  future: readonly WorkflowDefinition[];
  /** What the last step was about, and when: a step about the same thing soon after is joined to it. */
  last: { about: string; at: number } | null;
}

const LONGEST = 200;
const JOIN_WITHIN_MS = 1_000;

export const begin = (present: WorkflowDefinition): History => ({ past: [], present, future: [], last: null });

export function step(history: History, next: WorkflowDefinition, at: number, about?: string): History {
  if (next === history.present) return history;
  const last = about ? { about, at } : null;
  const joins = about !== undefined && history.last?.about === about && at - history.last.at < JOIN_WITHIN_MS;
  if (joins) return { ...history, present: next, future: [], last };
  return { past: [...history.past, history.present].slice(-LONGEST), present: next, future: [], last };
}

export function undo(history: History): History {
  const present = history.past.at(-1);
  if (!present) return history;
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future], last: null };
}

export function redo(history: History): History {
  const [present, ...future] = history.future;
  if (!present) return history;
  return { past: [...history.past, history.present], present, future, last: null };
}
