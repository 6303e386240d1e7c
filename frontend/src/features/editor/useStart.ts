/** One key to run: saves first when needed, waits until Airflow has exactly that version, then starts it. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { send } from "../../api/client";
import { keys } from "../../api/keys";
import type { Json, Run, Workflow } from "../../api/types";
import { tellError } from "../../ui/tell";
import { isDirty, useDocumentStore } from "./document/store";
import { useEditor, useEditorUi } from "./editor";
import type { Saving } from "./useSave";

type Params = Record<string, Json>;

export interface Starting {
  /** Waits for the stages of a save to end. */
  waiting: boolean;
  busy: boolean;
  /** Ask for the parameters when there are some, else start. */
  begin(): void;
  start(params: Params): Promise<void>;
  forget(): void;
}

export function useStart(workflow: Workflow | undefined, saving: Saving): Starting {
  const store = useDocumentStore();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { ui } = useEditor();
  // Kept beside the document, which outlives this screen when a new workflow gets its address.
  const wanted = useEditorUi((state) => state.wantedRun);
  const setWanted = useCallback((params: Params | null) => ui.setState({ wantedRun: params }), [ui]);
  const [busy, setBusy] = useState(false);

  const post = useCallback(
    async (id: string, params: Params) => {
      setBusy(true);
      try {
        const run = await send<Run>("POST", `/workflows/${id}/runs`, { params });
        cache.setQueryData(keys.run(run.id), run);
        await navigate({ to: "/runs/$runId", params: { runId: run.id } });
      } catch (error) {
        tellError("The run was not started", error);
      } finally {
        setBusy(false);
      }
    },
    [cache, navigate],
  );

  const start = useCallback(
    async (params: Params) => {
      ui.setState({ dialog: null });
      if (isDirty(store.getState()) || !workflow) {
        setWanted(params);
        if (!(await saving.save())) setWanted(null);
        return;
      }
      if (workflow.status === "ready") await post(workflow.id, params);
      else setWanted(params);
    },
    [ui, store, saving, workflow, post, setWanted],
  );

  useEffect(() => {
    if (!wanted || !workflow || isDirty(store.getState()) || workflow.version !== store.getState().saved.version)
      return;
    if (workflow.status === "ready") {
      setWanted(null);
      void post(workflow.id, wanted);
    } else if (workflow.status === "failed" || workflow.status === "draft") {
      setWanted(null);
      ui.setState({ bottom: "problems" });
    }
  }, [wanted, workflow, store, post, ui, setWanted]);

  const begin = useCallback(() => {
    const params = store.getState().history.present.settings.params?.properties ?? {};
    if (Object.keys(params).length > 0) ui.setState({ dialog: "run" });
    else void start({});
  }, [store, ui, start]);

  return { waiting: wanted !== null, busy, begin, start, forget: () => setWanted(null) };
}
