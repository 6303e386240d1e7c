/** All problems of the open document: local ones at once, the server's a moment after the last change. */
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { send } from "../../../api/client";
import type { Problem, WorkflowDefinition } from "../../../api/types";
import type { Catalogue } from "../document/catalogue";
import { localProblems, mergeProblems } from "../document/problems";

const AFTER_TYPING_MS = 400;

export function useProblems(
  definition: WorkflowDefinition,
  catalogue: Catalogue,
  workspace: string,
): readonly Problem[] {
  const local = useMemo(() => localProblems(definition, catalogue), [definition, catalogue]);
  // Where tasks are drawn cannot be wrong, so moving them asks nobody.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the layout is left out on purpose
  const judged = useMemo(() => ({ definition }), [definition.tasks, definition.settings, definition.repositories]);
  const [settled] = useDebouncedValue(judged, AFTER_TYPING_MS);
  const answer = useQuery({
    queryKey: [
      "validate",
      workspace,
      settled.definition.tasks,
      settled.definition.settings,
      settled.definition.repositories,
    ],
    queryFn: async () => {
      const about = settled.definition;
      const { problems } = await send<{ problems: Problem[] }>("POST", `/workspaces/${workspace}/workflows/validate`, {
        definition: about,
      });
      return { problems, about };
    },
    enabled: Object.keys(settled.definition.tasks).length > 0,
    placeholderData: (previous) => previous,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    retry: false,
    structuralSharing: false,
  });
  return useMemo(() => mergeProblems(local, answer.data, definition), [local, answer.data, definition]);
}
