/** Read a workflow file, of this release or an earlier one, and open what came of it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { send } from "../../api/client";
import { keys } from "../../api/keys";
import type { Workflow } from "../../api/types";
import { tell, tellError } from "../../ui/tell";

interface Imported {
  workflow: Workflow;
  missing_repositories: unknown[];
  warnings: unknown[];
}

export function useImport(workspace: string) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (file: File) => {
      const content = readJson(await file.text(), file.name);
      return send<Imported>("POST", `/workspaces/${workspace}/workflows/import`, content);
    },
    onSuccess: ({ workflow, missing_repositories: missing }) => {
      void cache.invalidateQueries({ queryKey: keys.workflows(workspace) });
      if (missing.length > 0)
        tell(`${missing.length} operator repositories it needs are not installed yet. See its problems.`);
      void navigate({ to: "/workflows/$workflowId", params: { workflowId: workflow.id } });
    },
    onError: (error) => tellError("The file was not imported", error),
  });
}

function readJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${name} is not a JSON file.`);
  }
}
