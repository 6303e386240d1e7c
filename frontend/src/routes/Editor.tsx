/** Open a workflow, or a new one, in the editor. */
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { keys } from "../api/keys";
import { operatorsQuery, repositoriesQuery, workflowQuery } from "../api/queries";
import { useWorkspaceId } from "../api/workspace";
import { EMPTY } from "../features/editor/document/commands";
import { EditorScreen } from "../features/editor/EditorScreen";
import { select } from "../features/editor/editor";
import { complete, NEW, openDocument } from "../features/editor/open";
import { topics } from "../live/protocol";
import { useTopic } from "../live/useLive";
import { ErrorState } from "../ui/ErrorState";
import { Loading } from "../ui/Loading";

const UNNAMED = "Untitled workflow";

export function NewWorkflow() {
  const library = useLibrary();
  const document = useMemo(() => openDocument(NEW, { definition: EMPTY, name: UNNAMED, version: 0 }), []);
  if (!library) return <Loading what="Fetching the operators" />;
  return <EditorScreen document={document} workflow={undefined} {...library} />;
}

export function OpenWorkflow() {
  const { workflowId } = useParams({ from: "/signed-in/workflows/$workflowId" });
  const { task } = useSearch({ from: "/signed-in/workflows/$workflowId" });
  const workflow = useQuery(workflowQuery(workflowId));
  const library = useLibrary();
  useTopic(topics.workflow(workflowId), [keys.workflow(workflowId)]);
  const loaded = workflow.data !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first answer opens the document; later ones are news about it
  const document = useMemo(() => {
    if (!workflow.data) return null;
    const { definition, name, version } = workflow.data;
    return openDocument(workflowId, { definition: complete(definition), name, version });
  }, [workflowId, loaded]);
  useEffect(() => {
    if (task && document) select(document.ui, [task]);
  }, [task, document]);

  if (workflow.isError && !workflow.data) {
    return (
      <ErrorState
        error={workflow.error}
        what="The workflow could not be opened"
        onRetry={() => void workflow.refetch()}
      />
    );
  }
  if (!document || !library) return <Loading what="Opening the workflow" />;
  return <EditorScreen key={workflowId} document={document} workflow={workflow.data} {...library} />;
}

function useLibrary() {
  const workspace = useWorkspaceId();
  const operators = useQuery(operatorsQuery(workspace));
  const repositories = useQuery(repositoriesQuery(workspace));
  if (operators.isError && !operators.data) throw operators.error;
  if (repositories.isError && !repositories.data) throw repositories.error;
  if (!operators.data || !repositories.data) return null;
  return { workspace, operators: operators.data, repositories: repositories.data };
}
