/** Which field draws which schema: the first line that says yes. Read from top to bottom. */
import type { ComponentType } from "react";
import type { JsonSchema } from "../api/types";
import { BooleanField } from "./fields/BooleanField";
import { CodeField } from "./fields/CodeField";
import { DateField } from "./fields/DateField";
import { DictionaryField } from "./fields/DictionaryField";
import { EnumField } from "./fields/EnumField";
import { JsonField } from "./fields/JsonField";
import { ListField } from "./fields/ListField";
import { NumberField } from "./fields/NumberField";
import { ObjectField } from "./fields/ObjectField";
import { TextAreaField } from "./fields/TextAreaField";
import { TextField } from "./fields/TextField";
import { UnionField } from "./fields/UnionField";
import type { ControlProps } from "./form";
import { choicesOf } from "./schema";

type Predicate = (schema: JsonSchema) => boolean;

const CALENDAR_FORMATS = ["date", "time", "date-time"];

export const isEnum: Predicate = (schema) => choicesOf(schema) !== undefined;
export const isUnion: Predicate = (schema) => (schema.anyOf?.length ?? 0) > 1;
export const isBoolean: Predicate = (schema) => schema.type === "boolean";
export const isNumber: Predicate = (schema) => schema.type === "number" || schema.type === "integer";
export const isText: Predicate = (schema) => schema.type === "string";
export const isCode: Predicate = (schema) => isText(schema) && (schema.widget?.startsWith("codeeditor") ?? false);
export const isLongText: Predicate = (schema) => isText(schema) && schema.widget === "textarea";
export const isCalendar: Predicate = (schema) => isText(schema) && CALENDAR_FORMATS.includes(schema.format ?? "");
export const isList: Predicate = (schema) => schema.type === "array";
export const isObject: Predicate = (schema) => schema.properties !== undefined;
export const isDictionary: Predicate = (schema) =>
  schema.type === "object" && !schema.properties && typeof schema.additionalProperties === "object";

export const FIELDS: readonly (readonly [string, Predicate, ComponentType<ControlProps>])[] = [
  ["enum", isEnum, EnumField],
  ["union", isUnion, UnionField],
  ["boolean", isBoolean, BooleanField],
  ["number", isNumber, NumberField],
  ["code", isCode, CodeField],
  ["long text", isLongText, TextAreaField],
  ["calendar", isCalendar, DateField],
  ["text", isText, TextField],
  ["list", isList, ListField],
  ["object", isObject, ObjectField],
  ["dictionary", isDictionary, DictionaryField],
  ["anything", () => true, JsonField],
];

export function fieldFor(schema: JsonSchema): readonly [string, ComponentType<ControlProps>] {
  for (const [kind, fits, field] of FIELDS) if (fits(schema)) return [kind, field];
  return ["anything", JsonField];
}

/** Fields made of other fields get a group and a legend instead of one label for one control. */
export const isGroup: Predicate = (schema) =>
  isList(schema) || isObject(schema) || isDictionary(schema) || isUnion(schema);
