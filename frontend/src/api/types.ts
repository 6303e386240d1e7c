/** The outside contract of the gateway, as far as the page uses it. Mirrors docs/contracts/openapi.json by hand. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
}

export interface Problem {
  path: string;
  code: string;
  severity: "error" | "warning";
  message: string;
}

export interface Session {
  access_token: string;
  token_type: string;
  expires_in: number;
}

export interface Me {
  id: string;
  email: string;
  name: string | null;
}

export interface Workspace {
  id: string;
  name: string;
  role?: string;
}

export interface ApiToken {
  id: string;
  name: string;
  created_at?: string;
  expires_at?: string | null;
  last_used_at?: string | null;
  token?: string;
}

export type JsonSchema = {
  type?: string | string[];
  title?: string;
  description?: string;
  default?: Json;
  const?: Json;
  enum?: Json[];
  format?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  additionalProperties?: boolean | JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  definitions?: Record<string, JsonSchema>;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
  from_upstream?: "always" | "never" | "allowed";
  widget?: string;
};

export interface OperatorStyle {
  node_label?: string;
  node_type?: string;
  icon_class_name?: string;
  node_style?: { backgroundColor?: string };
}

export interface Operator {
  id: string;
  name: string;
  repository_id: string;
  repository: string;
  version: string;
  label: string | null;
  description: string | null;
  tags: string[];
  input_schema: JsonSchema;
  output_schema: JsonSchema;
  secrets_schema: JsonSchema | null;
  style: OperatorStyle | null;
  resources: Record<string, Json> | null;
  group: string;
  source_url: string | null;
  ready: boolean;
}

export type RepositoryStatus = "queued" | "fetching" | "building" | "ready" | "failed";

export interface RepositoryGroup {
  name: string;
  image: string | null;
  status: string;
  operators?: string[];
  reason?: string | null;
}

export interface Repository {
  id: string;
  url: string;
  ref: string;
  commit: string | null;
  status: RepositoryStatus;
  name: string | null;
  label: string | null;
  version: string | null;
  description?: string | null;
  problems: Problem[];
  groups: RepositoryGroup[];
  created_at?: string;
}

export interface Build {
  id: string;
  group?: string;
  image?: string;
  status: string;
  reason?: string | null;
  reused?: boolean;
  commit?: string | null;
  created_at: string;
  started_at?: string | null;
  ended_at?: string | null;
  seconds?: number | null;
}

export interface Secret {
  name: string;
  required: boolean;
  is_set: boolean;
  updated_at: string | null;
}

export interface SchedulePreset {
  preset: string;
}

export interface ScheduleCron {
  cron: string;
  timezone?: string;
  start_at?: string | null;
  end_at?: string | null;
  catchup?: boolean;
}

export type Schedule = SchedulePreset | ScheduleCron | null;

export interface WorkflowSettings {
  schedule?: Schedule;
  max_active_runs?: number;
  storage?: { source: string };
  params?: { properties: Record<string, JsonSchema>; required?: string[] };
}

export interface Resources {
  cpu?: string;
  memory?: string;
  gpu?: number;
}

export interface Task {
  operator: string;
  title?: string;
  inputs?: Record<string, Json>;
  after?: string[];
  retries?: number;
  retry_delay_seconds?: number;
  timeout_seconds?: number;
  trigger_rule?: string;
  resources?: Resources;
  storage_access?: string;
  map?: string;
}

export interface Position {
  x: number;
  y: number;
}

export interface Layout {
  nodes?: Record<string, Position>;
  notes?: Json[];
  groups?: Json[];
}

export interface WorkflowDefinition {
  schema: "domino/workflow/v1";
  repositories: Record<string, { url: string; ref: string }>;
  settings: WorkflowSettings;
  tasks: Record<string, Task>;
  layout: Layout;
}

export type WorkflowStatus = "draft" | "compiling" | "building" | "publishing" | "registering" | "ready" | "failed";

export interface Stage {
  name: string;
  state: "waiting" | "running" | "done" | "failed";
  started_at?: string | null;
  seconds: number | null;
}

export interface Workflow {
  id: string;
  name: string;
  workspace_id?: string;
  description?: string | null;
  dag_id: string;
  version: number;
  status: WorkflowStatus;
  stages: Stage[];
  problems: Problem[];
  definition: WorkflowDefinition;
  schedule?: Schedule;
  paused: boolean;
  next_run_at: string | null;
  last_run: RunBrief | null;
  recent_runs: RunBrief[];
  owner?: string;
  updated_at: string;
  created_at: string;
}

/** A workflow as it stands in a list: without its definition. */
export type WorkflowSummary = Omit<Workflow, "definition">;

/** What a list of workflows says about a run. */
export interface RunBrief {
  id: string;
  state: RunState;
  created_at: string;
  ended_at: string | null;
}

export interface WorkflowVersion {
  version: number;
  saved_at?: string;
  author?: string;
  name?: string;
  definition: WorkflowDefinition;
  status?: string;
  problems?: Problem[];
}

export type RunState = "queued" | "running" | "success" | "failed" | "cancelled";

export interface Run {
  id: string;
  workflow_id: string;
  version: number;
  state: RunState;
  trigger: string;
  params: Record<string, Json> | null;
  created_at: string;
  started_at: string | null;
  ended_at: string | null;
  seconds: number | null;
  message?: string | null;
  cancel_requested?: boolean;
}

/** Airflow's own task states; null and unknown words are shown as they come. */
export type TaskState = string | null;

export interface TaskRun {
  task: string;
  map_index: number;
  operator: string | null;
  state: TaskState;
  try_number: number;
  started_at: string | null;
  ended_at: string | null;
  seconds: number | null;
  note: string | null;
}

export interface ResultFile {
  path: string;
  size: number;
  media_type: string;
  /** How to show it, on the one file that the operator chose to show. */
  display: string | null;
}
