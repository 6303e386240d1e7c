/** What every field of a form can ask for: its surroundings, without knowing whether it is in the editor. */
import { type ComponentType, createContext, useContext } from "react";
import type { Json, JsonSchema } from "../api/types";
import type { Binding } from "./binding";
import type { Path } from "./pointer";

export interface FieldProps {
  name: string;
  title: string;
  /** Unwrapped: see shapeOf. */
  schema: JsonSchema;
  root: JsonSchema;
  nullable: boolean;
  required: boolean;
  /** undefined = not set; the default holds. */
  value: Json | undefined;
  path: Path;
  onChange(value: Json | undefined): void;
}

/** Props of the element that takes the typing, the same for every kind of field. */
export interface ControlProps extends FieldProps {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}

export interface NestedProps {
  name: string;
  schema: JsonSchema;
  root: JsonSchema;
  required: boolean;
  value: Json | undefined;
  path: Path;
  onChange(value: Json | undefined): void;
  /** Title to use instead of the schema's own. */
  title?: string;
  /** Leave the label to be read aloud only; used for rows of lists. */
  quiet?: boolean;
}

export interface Choice {
  binding: Binding;
  /** `Load customers · Rows` */
  label: string;
  type: string;
  group: string;
}

export interface FormSurroundings {
  Field: ComponentType<NestedProps>;
  readOnly: boolean;
  /** What may be bound to a field; null where nothing can ever be (no bind button at all). */
  choices: ((name: string, schema: JsonSchema) => Choice[]) | null;
  labelOf(binding: Binding): string;
  problemAt(path: Path): string | undefined;
  pointerOf(path: Path): string;
}

export const FormContext = createContext<FormSurroundings | null>(null);

export function useForm(): FormSurroundings {
  const form = useContext(FormContext);
  if (!form) throw new Error("A field stands outside of a form.");
  return form;
}
