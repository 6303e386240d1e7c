/** What the screens read, as query options over the contract. */
import { queryOptions } from "@tanstack/react-query";
import { call, getAll, getJson } from "./client";
import { keys } from "./keys";
import type {
  ApiToken,
  Build,
  InstalledVersion,
  Json,
  Me,
  Operator,
  OperatorPage,
  Preview,
  Repository,
  ResultFile,
  Run,
  Secret,
  TaskRun,
  UpgradePreview,
  Watch,
  Workflow,
  WorkflowSummary,
  WorkflowUse,
  WorkflowVersion,
  Workspace,
} from "./types";

export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: ({ signal }) => getJson<Me>("/me", signal),
  staleTime: Number.POSITIVE_INFINITY,
});

export const workspacesQuery = queryOptions({
  queryKey: keys.workspaces,
  queryFn: ({ signal }) => getAll<Workspace>("/workspaces", signal),
  staleTime: Number.POSITIVE_INFINITY,
});

export const workflowsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.workflows(workspace),
    queryFn: ({ signal }) => getAll<WorkflowSummary>(`/workspaces/${workspace}/workflows`, signal),
  });

export const workflowQuery = (id: string) =>
  queryOptions({
    queryKey: keys.workflow(id),
    queryFn: ({ signal }) => getJson<Workflow>(`/workflows/${id}`, signal),
  });

export const versionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: keys.version(id, version),
    queryFn: ({ signal }) => getJson<WorkflowVersion>(`/workflows/${id}/versions/${version}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const dagQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: keys.dag(id, version),
    queryFn: async ({ signal }) => (await call(`/workflows/${id}/dag?version=${version}`, { signal })).text(),
  });

export const workflowRunsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.workflowRuns(id),
    queryFn: async ({ signal }) => (await getJson<{ items: Run[] }>(`/workflows/${id}/runs?limit=100`, signal)).items,
  });

export const workspaceRunsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.workspaceRuns(workspace),
    queryFn: async ({ signal }) =>
      (await getJson<{ items: Run[] }>(`/workspaces/${workspace}/runs?limit=100`, signal)).items,
  });

export const runQuery = (id: string) =>
  queryOptions({ queryKey: keys.run(id), queryFn: ({ signal }) => getJson<Run>(`/runs/${id}`, signal) });

export const watchQuery = queryOptions({
  queryKey: keys.watch,
  queryFn: ({ signal }) => getJson<Watch>("/watch", signal),
});

export const tasksQuery = (run: string) =>
  queryOptions({
    queryKey: keys.tasks(run),
    queryFn: ({ signal }) => getAll<TaskRun>(`/runs/${run}/tasks`, signal),
  });

export const outputQuery = (run: string, task: string, mapIndex: number, tryNumber: number) =>
  queryOptions({
    queryKey: keys.output(run, task, mapIndex, tryNumber),
    queryFn: ({ signal }) => getJson<Json>(`/runs/${run}/tasks/${task}/output?map_index=${mapIndex}`, signal),
    retry: false,
  });

export const resultsQuery = (run: string, task: string, mapIndex: number) =>
  queryOptions({
    queryKey: keys.results(run, task, mapIndex),
    queryFn: ({ signal }) => getAll<ResultFile>(`/runs/${run}/tasks/${task}/results?map_index=${mapIndex}`, signal),
  });

export const operatorsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.operators(workspace),
    queryFn: ({ signal }) => getAll<Operator>(`/workspaces/${workspace}/operators`, signal),
    staleTime: 60_000,
  });

export const repositoriesQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.repositories(workspace),
    queryFn: ({ signal }) => getAll<Repository>(`/workspaces/${workspace}/repositories`, signal),
  });

export const buildsQuery = (workspace: string, repository: string) =>
  queryOptions({
    queryKey: keys.builds(workspace, repository),
    queryFn: ({ signal }) => getAll<Build>(`/workspaces/${workspace}/repositories/${repository}/builds`, signal),
  });

export const usesQuery = (workspace: string, repository: string) =>
  queryOptions({
    queryKey: keys.uses(workspace, repository),
    queryFn: ({ signal }) =>
      getAll<WorkflowUse>(`/workspaces/${workspace}/repositories/${repository}/workflows`, signal),
  });

export const installedQuery = (workspace: string, repository: string) =>
  queryOptions({
    queryKey: keys.installed(workspace, repository),
    queryFn: ({ signal }) =>
      getAll<InstalledVersion>(`/workspaces/${workspace}/repositories/${repository}/versions`, signal),
  });

export const readmeQuery = (workspace: string, repository: string, commit: string | null) =>
  queryOptions({
    queryKey: keys.readme(workspace, repository, commit),
    queryFn: async ({ signal }) =>
      (await getJson<{ markdown: string }>(`/workspaces/${workspace}/repositories/${repository}/document`, signal))
        .markdown,
  });

export const operatorPageQuery = (workspace: string, repository: string, name: string) =>
  queryOptions({
    queryKey: keys.operatorPage(workspace, repository, name),
    queryFn: ({ signal }) =>
      getJson<OperatorPage>(
        `/workspaces/${workspace}/repositories/${repository}/operators/${encodeURIComponent(name)}`,
        signal,
      ),
  });

/** A look into a repository; one that is made for an upgrade is asked for under its repository. */
export const previewQuery = (workspace: string, id: string) =>
  queryOptions({
    queryKey: keys.preview(workspace, id),
    queryFn: ({ signal }) => getJson<Preview>(`/workspaces/${workspace}/previews/${id}`, signal),
  });

export const upgradePreviewQuery = (workspace: string, repository: string, id: string) =>
  queryOptions({
    queryKey: keys.preview(workspace, id),
    queryFn: ({ signal }) =>
      getJson<UpgradePreview>(`/workspaces/${workspace}/repositories/${repository}/previews/${id}`, signal),
  });

/** The operators that the newest version of a workflow is pinned to. */
export const pinnedOperatorsQuery = (workflow: string, version: number) =>
  queryOptions({
    queryKey: keys.pinnedOperators(workflow, version),
    queryFn: ({ signal }) => getAll<Operator>(`/workflows/${workflow}/operators`, signal),
    staleTime: 60_000,
  });

export const secretsQuery = (workspace: string, repository: string) =>
  queryOptions({
    queryKey: keys.secrets(workspace, repository),
    queryFn: ({ signal }) => getAll<Secret>(`/workspaces/${workspace}/repositories/${repository}/secrets`, signal),
  });

export const tokensQuery = queryOptions({
  queryKey: keys.tokens,
  queryFn: ({ signal }) => getAll<ApiToken>("/tokens", signal),
});
