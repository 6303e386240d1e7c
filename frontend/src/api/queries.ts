/** What the screens read, as query options over the contract. */
import { queryOptions } from "@tanstack/react-query";
import { call, getAll, getJson } from "./client";
import { keys } from "./keys";
import type {
  ApiToken,
  Build,
  Json,
  Me,
  Operator,
  Repository,
  ResultFile,
  Run,
  Secret,
  TaskRun,
  Watch,
  Workflow,
  WorkflowSummary,
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

export const secretsQuery = (workspace: string, repository: string) =>
  queryOptions({
    queryKey: keys.secrets(workspace, repository),
    queryFn: ({ signal }) => getAll<Secret>(`/workspaces/${workspace}/repositories/${repository}/secrets`, signal),
  });

export const tokensQuery = queryOptions({
  queryKey: keys.tokens,
  queryFn: ({ signal }) => getAll<ApiToken>("/tokens", signal),
});
