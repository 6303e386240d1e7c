/** What one live event changes in the cache of server state: pure replacements, never a refetch. */
import type { QueryClient } from "@tanstack/react-query";
import { keys } from "../api/keys";
import type { Repository, Run, RunBrief, TaskRun, Watch, Workflow, WorkflowSummary } from "../api/types";
import type { LiveEvent, TaskStateChanged, WorkflowStatusChanged } from "./protocol";

const RECENT_RUNS = 12;

/** The task list with one task run brought up to date; an older try never overwrites a newer one. */
export function withTask(tasks: TaskRun[], event: TaskStateChanged): TaskRun[] {
  const { run_id: _, ...incoming } = event;
  const at = tasks.findIndex((task) => task.task === incoming.task && task.map_index === incoming.map_index);
  const known = tasks[at];
  if (!known) return [...tasks, incoming];
  if (incoming.try_number < known.try_number) return tasks;
  return tasks.with(at, { ...known, ...incoming });
}

const ENDED = new Set(["success", "failed", "cancelled"]);

/** The newer of two views of a run: what has ended does not start again unless it says when. */
export function newerRun<Known extends RunBrief>(known: Known | undefined, incoming: Run): Known | Run {
  if (!known) return incoming;
  const retried = incoming.state === "running" && known.ended_at !== null && incoming.ended_at === null;
  if (ENDED.has(known.state) && !ENDED.has(incoming.state) && !retried) return known;
  return { ...known, ...incoming };
}

/** A list of runs, newest first, with one of them brought up to date. */
export function withRun<Known extends RunBrief>(runs: Known[], incoming: Run): (Known | Run)[] {
  const at = runs.findIndex((run) => run.id === incoming.id);
  return at < 0 ? [incoming, ...runs] : (runs as (Known | Run)[]).with(at, newerRun(runs[at], incoming));
}

export function withRunOnWorkflow<Known extends WorkflowSummary>(workflow: Known, run: Run): Known {
  const isNewest =
    !workflow.last_run || workflow.last_run.id === run.id || workflow.last_run.created_at < run.created_at;
  return {
    ...workflow,
    last_run: isNewest ? run : workflow.last_run,
    recent_runs: withRun(workflow.recent_runs ?? [], run).slice(0, RECENT_RUNS),
  };
}

/** An event about an older version than the one shown says nothing new. */
export function withStatus<Known extends WorkflowSummary>(workflow: Known, event: WorkflowStatusChanged): Known {
  if (event.version < workflow.version) return workflow;
  const { version, status, stages, problems, name = workflow.name, paused = workflow.paused } = event;
  return { ...workflow, version, status, stages, problems, name, paused };
}

export function applyEvent(cache: QueryClient, live: LiveEvent): void {
  switch (live.event) {
    case "workflow.status_changed": {
      const { workflow_id: id, workspace_id: workspace } = live.data;
      cache.setQueryData<Workflow>(keys.workflow(id), (old) => old && withStatus(old, live.data));
      const list = cache.getQueryData<WorkflowSummary[]>(keys.workflows(workspace));
      if (list?.some((workflow) => workflow.id === id)) {
        cache.setQueryData<WorkflowSummary[]>(keys.workflows(workspace), (old) =>
          old?.map((workflow) => (workflow.id === id ? withStatus(workflow, live.data) : workflow)),
        );
      } else if (list) void cache.invalidateQueries({ queryKey: keys.workflows(workspace) });
      return;
    }
    case "run.state_changed": {
      const run = live.data;
      cache.setQueryData<Run>(keys.run(run.id), (old) => old && newerRun(old, run));
      cache.setQueryData<Run[]>(keys.workflowRuns(run.workflow_id), (old) => old && withRun(old, run));
      cache.setQueriesData<Run[]>({ queryKey: ["runs"] }, (old) => old && withRun(old, run));
      cache.setQueryData<Workflow>(keys.workflow(run.workflow_id), (old) => old && withRunOnWorkflow(old, run));
      cache.setQueriesData<WorkflowSummary[]>({ queryKey: ["workflows"] }, (old) =>
        old?.map((workflow) => (workflow.id === run.workflow_id ? withRunOnWorkflow(workflow, run) : workflow)),
      );
      return;
    }
    case "task.state_changed":
      cache.setQueryData<TaskRun[]>(keys.tasks(live.data.run_id), (old) => old && withTask(old, live.data));
      return;
    case "watch.state_changed":
      cache.setQueryData<Watch>(keys.watch, live.data);
      return;
    case "repository.status_changed":
      cache.setQueriesData<Repository[]>(
        { queryKey: ["repositories"] },
        (old) => old && withRepository(old, live.data),
      );
      if (live.data.status === "ready") void cache.invalidateQueries({ queryKey: ["operators"] });
      return;
    case "build.log":
    case "task.log":
      return; // Logs go to whoever has them open, not into the cache.
  }
}

function withRepository(list: Repository[], incoming: Repository): Repository[] {
  if (!Array.isArray(list) || !list.every((item) => "url" in item)) return list;
  const at = list.findIndex((repository) => repository.id === incoming.id);
  return at < 0 ? [...list, incoming] : list.with(at, { ...(list[at] as Repository), ...incoming });
}
