/** The open document: one store per open workflow, changed only by commands. */
import { createContext, useContext } from "react";
import { createStore, useStore } from "zustand";
import type { WorkflowDefinition } from "../../../api/types";
import type { Command } from "./commands";
import { begin, type History, redo, step, undo } from "./history";

export interface Saved {
  definition: WorkflowDefinition;
  name: string;
  /** 0 for a workflow that was never saved. */
  version: number;
}

export interface DocumentState {
  history: History;
  name: string;
  saved: Saved;
  run(command: Command, about?: string): void;
  rename(name: string): void;
  undo(): void;
  redo(): void;
  /** What was sent has become `version`; later changes stay unsaved. */
  markSaved(saved: Saved): void;
}

export type DocumentStore = ReturnType<typeof createDocument>;

export function createDocument(saved: Saved, unsaved?: { definition: WorkflowDefinition; name: string }) {
  return createStore<DocumentState>()((set) => ({
    history: unsaved ? step(begin(saved.definition), unsaved.definition, 0) : begin(saved.definition),
    name: unsaved?.name ?? saved.name,
    saved,
    run: (command, about) =>
      set(({ history }) => ({ history: step(history, command(history.present), Date.now(), about) })),
    rename: (name) => set({ name }),
    undo: () => set(({ history }) => ({ history: undo(history) })),
    redo: () => set(({ history }) => ({ history: redo(history) })),
    markSaved: (next) => set({ saved: next }),
  }));
}

export const isDirty = (state: DocumentState): boolean =>
  state.history.present !== state.saved.definition || state.name !== state.saved.name;

export const DocumentContext = createContext<DocumentStore | null>(null);

export function useDocumentStore(): DocumentStore {
  const store = useContext(DocumentContext);
  if (!store) throw new Error("No document is open here.");
  return store;
}

export function useDocument<T>(select: (state: DocumentState) => T): T {
  return useStore(useDocumentStore(), select);
}

export const useDefinition = (): WorkflowDefinition => useDocument((state) => state.history.present);
