/** Small documents and a catalogue for tests. */
import type { JsonSchema, Operator, Repository, Task, WorkflowDefinition } from "../../../api/types";
import { catalogueOf } from "./catalogue";
import { EMPTY } from "./commands";

export const FILE: JsonSchema = { type: "string", format: "path" };

export function operator(
  name: string,
  inputs: Record<string, JsonSchema>,
  outputs: Record<string, JsonSchema>,
  required: string[] = [],
): Operator {
  return {
    id: name,
    name,
    repository_id: "r1",
    repository: "examples",
    version: "1.0.0",
    label: name,
    description: "",
    tags: [],
    input_schema: { type: "object", properties: inputs, required },
    output_schema: { type: "object", properties: outputs },
    secrets_schema: null,
    style: {},
    resources: { cpu: null, memory: null, gpu: 0 },
    group: "group0",
    source_url: null,
    ready: true,
  };
}

const repository = {
  id: "r1",
  url: "https://example.org/examples.git",
  ref: "1.0.0",
  name: "examples",
  label: "Examples",
} as Repository;

export const catalogue = catalogueOf(
  [
    operator("Make", { rows: { type: "integer", default: 10 } }, { table: FILE, rows: { type: "integer" } }),
    operator(
      "Keep",
      { table: { ...FILE, from_upstream: "always" }, column: { type: "string" } },
      { table: FILE, left_out: { type: "integer" } },
      ["table", "column"],
    ),
    operator(
      "Say",
      {
        message: { type: "string", default: "hi" },
        repeat: { type: "integer", default: 1 },
        on: { type: "string", format: "date" },
      },
      {},
    ),
  ],
  [repository],
);

export const from = (task: string, output: string) => ({ $from: { task, output } });

export function definition(tasks: Record<string, Task>): WorkflowDefinition {
  const nodes = Object.fromEntries(Object.keys(tasks).map((key, index) => [key, { x: index * 300, y: 0 }]));
  return { ...EMPTY, repositories: { examples: { url: repository.url, ref: "1.0.0" } }, tasks, layout: { nodes } };
}

export const make = (): Task => ({ operator: "examples/Make", title: "Make", inputs: {} });
export const keep = (source: string): Task => ({
  operator: "examples/Keep",
  title: "Keep",
  inputs: { table: from(source, "table"), column: "a" },
});
export const say = (inputs: Task["inputs"] = {}, after: string[] = []): Task => ({
  operator: "examples/Say",
  title: "Say",
  inputs: inputs ?? {},
  ...(after.length > 0 ? { after } : {}),
});
