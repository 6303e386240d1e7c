/** Which outputs an input may take, best first, and which binding a drawn connection most likely means. */
import type { JsonSchema, WorkflowDefinition } from "../../../api/types";
import { boundTo } from "../../../schema-form/binding";
import { shapeOf, titleOf, typeWords } from "../../../schema-form/schema";
import type { Catalogue } from "./catalogue";
import { suitability } from "./compatibility";
import { ancestorsOf, descendantsOf, titleOfTask } from "./graph";

export interface Offer {
  task: string;
  taskTitle: string;
  output: string;
  outputTitle: string;
  type: string;
  /** The task already comes before; taking its output draws no new edge. */
  upstream: boolean;
  score: number;
}

/** Outputs of every task that may come before `key` and whose type fits; a circle is never offered. */
export function offersFor(
  definition: WorkflowDefinition,
  catalogue: Catalogue,
  key: string,
  field: { name: string; schema: JsonSchema; root: JsonSchema },
): Offer[] {
  const after = descendantsOf(definition.tasks, key);
  const before = ancestorsOf(definition.tasks, key);
  const offers: Offer[] = [];
  for (const [source, task] of Object.entries(definition.tasks)) {
    if (source === key || after.has(source)) continue;
    const schema = catalogue.find(definition, task.operator)?.output_schema;
    for (const [output, outputSchema] of Object.entries(schema?.properties ?? {})) {
      const fits = suitability(outputSchema, schema ?? {}, field.schema, field.root);
      if (fits === 0) continue;
      const upstream = before.has(source);
      offers.push({
        task: source,
        taskTitle: titleOfTask(definition.tasks, source),
        output,
        outputTitle: titleOf(output, outputSchema),
        type: typeWords(outputSchema, schema ?? {}),
        upstream,
        score: (upstream ? 100 : 0) + fits * 10 + nameScore(output, field.name),
      });
    }
  }
  return offers.sort((a, b) => b.score - a.score);
}

export interface Guess {
  input: string;
  output: string;
}

/** What a line from `source` to `target` most likely means: the open input that wants it most; null = only order. */
export function guessBinding(
  definition: WorkflowDefinition,
  catalogue: Catalogue,
  source: string,
  target: string,
): Guess | null {
  const from = catalogue.find(definition, definition.tasks[source]?.operator ?? "")?.output_schema;
  const to = catalogue.find(definition, definition.tasks[target]?.operator ?? "")?.input_schema;
  if (!from || !to) return null;
  const inputs = definition.tasks[target]?.inputs ?? {};
  const required = new Set(to.required ?? []);
  let guess: (Guess & { score: number }) | null = null;
  for (const [input, schema] of Object.entries(to.properties ?? {})) {
    const { schema: shape } = shapeOf(schema, to);
    const always = shape.from_upstream === "always";
    const open = inputs[input] === undefined && (required.has(input) || always);
    if (!open || shape.from_upstream === "never" || boundTo(inputs[input])) continue;
    for (const [output, outputSchema] of Object.entries(from.properties ?? {})) {
      const fits = suitability(outputSchema, from, schema, to);
      if (fits === 0) continue;
      const score = fits * 10 + nameScore(output, input) + (always ? 15 : 0);
      if (!guess || score > guess.score) guess = { input, output, score };
    }
  }
  return guess && { input: guess.input, output: guess.output };
}

function nameScore(output: string, input: string): number {
  const [a, b] = [words(output), words(input)];
  if (a.join("_") === b.join("_")) return 40;
  const shared = a.filter((word) => b.includes(word)).length;
  return shared * 12;
}

const words = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
