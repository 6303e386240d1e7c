/** Saving as the screen sees it: what it is doing, and what to do when it did not work. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Workflow } from "../../api/types";
import { useLiveStatus } from "../../live/useLive";
import { tellError } from "../../ui/tell";
import { isDirty, useDocumentStore } from "./document/store";
import { useEditor } from "./editor";
import { adopt, NEW } from "./open";
import { save } from "./save";

const TRY_AGAIN_MS = 5_000;

export interface Saving {
  busy: boolean;
  /** The server could not be reached; it will be sent when it can. */
  waiting: boolean;
  /** Save when something changed. The saved workflow, or null when it could not be saved. */
  save(over?: number): Promise<Workflow | null>;
}

export function useSave(id: string | null): Saving {
  const store = useDocumentStore();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { ui, workspace } = useEditor();
  const { status } = useLiveStatus();
  const [busy, setBusy] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const running = useRef(false);

  const run = useCallback(
    async (over?: number): Promise<Workflow | null> => {
      if (running.current || (!isDirty(store.getState()) && id !== null && over === undefined)) return null;
      running.current = true;
      setBusy(true);
      try {
        const outcome = await save(store, cache, workspace, id, over);
        setWaiting(outcome.kind === "unreachable");
        if (outcome.kind === "conflict") ui.setState({ dialog: "conflict" });
        if (outcome.kind === "refused") tellError("Not saved. Your changes are still here.", outcome.error);
        if (outcome.kind !== "saved") return null;
        if (id === null) {
          adopt(NEW, outcome.workflow.id);
          void navigate({ to: "/workflows/$workflowId", params: { workflowId: outcome.workflow.id }, replace: true });
        }
        return outcome.workflow;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [store, cache, workspace, id, ui, navigate],
  );

  useEffect(() => {
    if (!waiting) return;
    if (status === "live") void run();
    // The socket may never have noticed that the server was away.
    const timer = window.setInterval(() => void run(), TRY_AGAIN_MS);
    return () => window.clearInterval(timer);
  }, [waiting, status, run]);

  return { busy, waiting, save: run };
}
