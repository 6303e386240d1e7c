/** The words spoken over the live socket, and how to read them without trusting them. */
import type { Problem, Repository, Run, Stage, TaskRun, Watch, WorkflowStatus } from "../api/types";

export interface WorkflowStatusChanged {
  workflow_id: string;
  workspace_id: string;
  version: number;
  status: WorkflowStatus;
  stages: Stage[];
  problems: Problem[];
  name?: string;
  paused?: boolean;
}

export interface TaskStateChanged extends TaskRun {
  run_id: string;
}

export interface BuildLog {
  repository_id: string;
  build_id: string;
  group: string | null;
  offset: number;
  text: string;
}

export interface TaskLog {
  run_id: string;
  task: string;
  map_index: number;
  try_number: number;
  offset: number;
  text: string;
  done: boolean;
}

export type LiveEvent =
  | { event: "workflow.status_changed"; data: WorkflowStatusChanged }
  | { event: "run.state_changed"; data: Run }
  | { event: "task.state_changed"; data: TaskStateChanged }
  | { event: "watch.state_changed"; data: Watch }
  | { event: "repository.status_changed"; data: Repository }
  | { event: "build.log"; data: BuildLog }
  | { event: "task.log"; data: TaskLog };

export type ServerFrame =
  | { type: "subscribed"; topic: string }
  | ({ type: "event"; topic: string; at: string } & LiveEvent)
  | { type: "resync"; topic: string }
  | { type: "error"; code: string; message: string; topic?: string }
  | { type: "pong" }
  | { type: "unknown" };

export type ClientFrame =
  | { type: "auth"; token: string }
  | { type: "subscribe" | "unsubscribe"; topic: string }
  | { type: "ping" };

const KNOWN_TYPES = new Set(["subscribed", "event", "resync", "error", "pong"]);

/** Read one frame; anything that is not understood becomes `unknown`, so that a newer server breaks nothing. */
export function readFrame(text: string): ServerFrame {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return { type: "unknown" };
  }
  if (typeof frame !== "object" || frame === null) return { type: "unknown" };
  const { type } = frame as { type?: unknown };
  return typeof type === "string" && KNOWN_TYPES.has(type) ? (frame as ServerFrame) : { type: "unknown" };
}

export const topics = {
  workspace: (id: string) => `workspace:${id}`,
  workflow: (id: string) => `workflow:${id}`,
  run: (id: string) => `run:${id}`,
  repository: (id: string) => `repository:${id}`,
  log: (run: string, task: string, tryNumber?: number) => `log:${run}/${task}${tryNumber ? `/${tryNumber}` : ""}`,
};
