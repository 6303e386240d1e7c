import { ActionIcon } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { Json } from "../../api/types";
import { isGroup } from "../field";
import { type ControlProps, useForm } from "../form";
import classes from "../form.module.css";
import { firstValue, shapeOf } from "../schema";

/** A list: one row per item, each of which can be bound on its own. Changing a default list makes it a set one. */
export function ListField({ title, schema, root, value, path, onChange }: ControlProps) {
  const { Field, readOnly } = useForm();
  const known = value === undefined ? schema.default : value;
  const items: Json[] = Array.isArray(known) ? known : [];
  const item = schema.items ?? {};
  const grouped = isGroup(shapeOf(item, root).schema);
  const full = schema.maxItems !== undefined && items.length >= schema.maxItems;
  const change = (at: number, next: Json | undefined) =>
    onChange(next === undefined ? items.with(at, firstValue(item, root)) : items.with(at, next));
  return (
    <div className={classes.rows}>
      {items.map((entry, index) => (
        <div
          className={grouped ? `${classes.row} ${classes.group}` : classes.row}
          // biome-ignore lint/suspicious/noArrayIndexKey: items have no identity of their own; their place is it
          key={index}
          style={grouped ? { flexDirection: "row" } : {}}
        >
          <div className={classes.rowBody}>
            <Field
              name={`${title} ${index + 1}`}
              title={`${title} ${index + 1}`}
              schema={item}
              root={root}
              required
              value={entry}
              path={[...path, index]}
              onChange={(next) => change(index, next)}
              quiet={!grouped}
            />
          </div>
          {!readOnly && (
            <ActionIcon
              aria-label={`Remove ${title} ${index + 1}`}
              style={{ marginTop: grouped ? 0 : 3 }}
              onClick={() => onChange(items.filter((_, at) => at !== index))}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </div>
      ))}
      {items.length === 0 && (
        <p className={classes.note}>
          {value === undefined && !Array.isArray(schema.default) ? "Nothing given." : "An empty list."}
        </p>
      )}
      {!readOnly && !full && (
        <div className={classes.segments}>
          <button type="button" className={classes.add} onClick={() => onChange([...items, firstValue(item, root)])}>
            <IconPlus size={14} aria-hidden />
            Add to {title}
          </button>
          {value === undefined && schema.default !== undefined && <span className={classes.note}>default</span>}
          {value !== undefined && (
            <button type="button" className={classes.add} onClick={() => onChange(undefined)}>
              {schema.default === undefined ? "Clear" : "Back to the default"}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
