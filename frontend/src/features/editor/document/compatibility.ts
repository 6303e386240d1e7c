/** Whether an output can be given to an input, judged by their schemas, and how well. */
import type { JsonSchema } from "../../../api/types";
import { choicesOf, shapeOf } from "../../../schema-form/schema";

const NO = 0;
const LOOSE = 1;
const SAME_TYPE = 2;
const SAME_FORMAT = 3;

/** 0 = cannot fit, then the higher the better. Unknown types fit loosely: the run decides. */
export function suitability(
  output: JsonSchema,
  outputRoot: JsonSchema,
  input: JsonSchema,
  inputRoot: JsonSchema,
): number {
  const { schema: from } = shapeOf(output, outputRoot);
  const { schema: to } = shapeOf(input, inputRoot);
  if (from.anyOf) return best(from.anyOf.map((branch) => suitability(branch, outputRoot, to, inputRoot)));
  if (to.anyOf) return best(to.anyOf.map((branch) => suitability(from, outputRoot, branch, inputRoot)));
  const fromType = typeOf(from);
  const toType = typeOf(to);
  if (!fromType || !toType) return LOOSE;
  if (fromType === "integer" && toType === "number") return SAME_TYPE;
  if (fromType !== toType) return NO;
  if (fromType === "array") {
    if (!from.items || !to.items) return LOOSE;
    return suitability(from.items, outputRoot, to.items, inputRoot);
  }
  if (fromType !== "string") return SAME_TYPE;
  if (from.format && to.format && from.format !== to.format && isStrict(to.format)) return NO;
  return from.format === to.format ? SAME_FORMAT : SAME_TYPE;
}

const best = (fits: number[]): number => Math.max(NO, ...fits);

/** Dates and the like are checked when the task starts; a text that is another kind of thing would never pass. */
const isStrict = (format: string): boolean => ["date", "time", "date-time", "duration"].includes(format);

function typeOf(schema: JsonSchema): string | undefined {
  if (typeof schema.type === "string") return schema.type;
  const first = choicesOf(schema)?.[0];
  if (first === undefined || first === null) return schema.properties ? "object" : undefined;
  if (typeof first === "number") return Number.isInteger(first) ? "integer" : "number";
  return typeof first;
}
