/**
 * The outside contract as the page uses it: the generated schemas, made precise where the contract only says "object"
 * (definitions, JSON schemas) and named as the screens speak.
 */
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
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

export type Problem = Schemas["Problem"];
export type Session = Schemas["SignedIn"];
export type Me = Schemas["AccountView"];
export type Workspace = Schemas["WorkspaceView"];
export type ApiToken = Schemas["TokenView"];
export type NewApiToken = Schemas["TokenShownOnce"];
export type Build = Schemas["BuildView"];
export type Secret = Schemas["SecretView"];
export type Repository = Schemas["RepositoryView"];
export type Stage = Schemas["StageView"];
export type RunState = Schemas["RunStatus"];
export type TaskRun = Schemas["TaskView"];
export type ResultFile = Schemas["ResultView"];
export type Watch = Schemas["WatchView"];

/** What a list of workflows says about a run. */
export type RunBrief = Schemas["LastRun"];

export type Run = Omit<Schemas["RunView"], "params"> & { params: Record<string, Json> };

export type Operator = Omit<Schemas["OperatorView"], "input_schema" | "output_schema" | "secrets_schema" | "style"> & {
  input_schema: JsonSchema;
  output_schema: JsonSchema;
  secrets_schema: JsonSchema | null;
  style: OperatorStyle;
};

/** A workflow as it stands in a list: without its definition. */
export type WorkflowSummary = Omit<Schemas["WorkflowSummary"], "schedule"> & { schedule: Schedule };
export type Workflow = Omit<Schemas["WorkflowView"], "schedule" | "definition"> & {
  schedule: Schedule;
  definition: WorkflowDefinition;
};
export type WorkflowVersion = Omit<Schemas["VersionView"], "definition"> & { definition: WorkflowDefinition };
export type WorkflowStatus = Schemas["WorkflowStatus"];
