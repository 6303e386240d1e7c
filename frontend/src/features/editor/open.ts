/** Documents that are open in this tab, and unsaved work that this browser keeps over reloads. */
import type { WorkflowDefinition } from "../../api/types";
import { recall, remember } from "../../ui/remembered";
import { EMPTY } from "./document/commands";
import { createDocument, type DocumentStore, isDirty, type Saved } from "./document/store";
import { createEditorUi, type EditorUi } from "./editor";

export interface OpenDocument {
  store: DocumentStore;
  ui: EditorUi;
}

interface Unsaved {
  definition: WorkflowDefinition;
  name: string;
  base: Saved;
}

export const NEW = "new";
const open = new Map<string, OpenDocument>();
const KEEP_AFTER_MS = 300;

/** The open document of a workflow: the one of this tab, else unsaved work of this browser, else what is saved. */
export function openDocument(id: string, saved: Saved): OpenDocument {
  const known = open.get(id);
  const isOld = known && !isDirty(known.store.getState()) && known.store.getState().saved.version < saved.version;
  if (known && !isOld) return known;
  const kept = recall<Unsaved | null>(`unsaved.${id}`, null);
  const store = kept ? createDocument(kept.base, kept) : createDocument(saved);
  const document = { store, ui: createEditorUi() };
  keepUnsaved(id, store);
  open.set(id, document);
  return document;
}

export function discardUnsaved(id: string): void {
  open.delete(id);
  remember(`unsaved.${id}`, undefined);
}

/** A new workflow got its id: the same document goes on under it, with its undo history. */
export function adopt(from: string, id: string): void {
  const document = open.get(from);
  if (!document) return;
  open.delete(from);
  remember(`unsaved.${from}`, undefined);
  open.set(id, document);
  keepUnsaved(id, document.store);
}

export const complete = (definition: WorkflowDefinition): WorkflowDefinition => ({ ...EMPTY, ...definition });

const stops = new WeakMap<DocumentStore, () => void>();

function keepUnsaved(id: string, store: DocumentStore): void {
  stops.get(store)?.();
  let timer: number | undefined;
  const keep = () => {
    const state = store.getState();
    const unsaved: Unsaved = { definition: state.history.present, name: state.name, base: state.saved };
    remember(`unsaved.${id}`, isDirty(state) ? unsaved : undefined);
  };
  const stop = store.subscribe(() => {
    window.clearTimeout(timer);
    timer = window.setTimeout(keep, KEEP_AFTER_MS);
  });
  stops.set(store, () => {
    stop();
    window.clearTimeout(timer);
  });
}
