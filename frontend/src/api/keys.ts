/** Every key of the server-state cache, so that live events and mutations name the same things. */
export const keys = {
  me: ["me"] as const,
  workspaces: ["workspaces"] as const,
  tokens: ["tokens"] as const,
  workflows: (workspace: string) => ["workflows", workspace] as const,
  workflow: (id: string) => ["workflow", id] as const,
  version: (id: string, version: number) => ["workflow", id, "version", version] as const,
  versions: (id: string) => ["workflow", id, "versions"] as const,
  dag: (id: string, version: number) => ["workflow", id, "dag", version] as const,
  workflowRuns: (id: string) => ["workflow", id, "runs"] as const,
  workspaceRuns: (workspace: string) => ["runs", workspace] as const,
  watch: ["watch"] as const,
  run: (id: string) => ["run", id] as const,
  tasks: (run: string) => ["run", run, "tasks"] as const,
  output: (run: string, task: string, mapIndex: number, tryNumber: number) =>
    ["run", run, "output", task, mapIndex, tryNumber] as const,
  results: (run: string, task: string, mapIndex: number) => ["run", run, "results", task, mapIndex] as const,
  resultFile: (run: string, task: string, mapIndex: number, path: string) =>
    ["run", run, "result", task, mapIndex, path] as const,
  operators: (workspace: string) => ["operators", workspace] as const,
  repositories: (workspace: string) => ["repositories", workspace] as const,
  builds: (workspace: string, repository: string) => ["repositories", workspace, repository, "builds"] as const,
  secrets: (workspace: string, repository: string) => ["repositories", workspace, repository, "secrets"] as const,
};
