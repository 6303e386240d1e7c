import { ActionIcon } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { Json } from "../../api/types";
import { type ControlProps, useForm } from "../form";
import classes from "../form.module.css";
import { firstValue } from "../schema";

/** Names and values of a person's own choice. */
export function DictionaryField({ title, schema, root, value, path, onChange }: ControlProps) {
  const { Field, readOnly } = useForm();
  const known = value === undefined ? schema.default : value;
  const object: Record<string, Json> =
    typeof known === "object" && known !== null && !Array.isArray(known) ? known : {};
  const inside = typeof schema.additionalProperties === "object" ? schema.additionalProperties : {};
  const entries = Object.entries(object);
  const rename = (at: number, name: string) => {
    if (name in object) return;
    onChange(Object.fromEntries(entries.map(([old, entry], index) => [index === at ? name : old, entry])));
  };
  const add = () => {
    let name = "name";
    for (let number = 2; name in object; number += 1) name = `name_${number}`;
    onChange({ ...object, [name]: firstValue(inside, root) });
  };
  return (
    <div className={classes.rows}>
      {entries.map(([name, entry], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name changes while it is typed; its place does not
        <div className={classes.row} key={index}>
          <input
            className={classes.control}
            style={{ flex: "0 0 38%" }}
            aria-label={`Name ${index + 1} in ${title}`}
            defaultValue={name}
            disabled={readOnly}
            onBlur={(event) => rename(index, event.currentTarget.value)}
          />
          <div className={classes.rowBody}>
            <Field
              name={name}
              title={name}
              schema={inside}
              root={root}
              required
              value={entry}
              path={[...path, name]}
              onChange={(next) => onChange({ ...object, [name]: next ?? firstValue(inside, root) })}
              quiet
            />
          </div>
          {!readOnly && (
            <ActionIcon
              aria-label={`Remove ${name}`}
              style={{ marginTop: 3 }}
              onClick={() => onChange(Object.fromEntries(entries.filter(([other]) => other !== name)))}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </div>
      ))}
      {!readOnly && (
        <button type="button" className={classes.add} onClick={add}>
          <IconPlus size={14} aria-hidden />
          Add to {title}
        </button>
      )}
    </div>
  );
}
