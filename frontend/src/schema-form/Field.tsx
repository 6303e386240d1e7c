/** One field: its label, what it is bound to or the control for typing, and what is wrong with it. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconAlertCircle, IconHelp } from "@tabler/icons-react";
import { useId, useState } from "react";
import { BindButton } from "./BindButton";
import { BoundValue } from "./BoundValue";
import { boundTo } from "./binding";
import { fieldFor, isGroup } from "./field";
import { type NestedProps, useForm } from "./form";
import classes from "./form.module.css";
import { NullValue } from "./NullValue";
import { shapeOf, titleOf, typeWords } from "./schema";

export function Field(props: NestedProps) {
  const { name, root, required, value, path, onChange, quiet = false } = props;
  const form = useForm();
  const id = useId();
  const [helpOpen, setHelpOpen] = useState(false);
  const { schema, nullable } = shapeOf(props.schema, root);
  const title = props.title ?? titleOf(name, props.schema);
  const binding = boundTo(value);
  const problem = form.problemAt(path);
  const group = isGroup(schema) && !binding && value !== null;
  const [, Control] = fieldFor(schema);
  const onlyBinds = schema.from_upstream === "always" && !binding && form.choices !== null;
  const canBind = schema.from_upstream !== "never" && form.choices !== null && !form.readOnly;
  const describedBy = problem ? `${id}-problem` : undefined;
  const Frame = group ? "fieldset" : "div";
  const Label = group ? "legend" : "label";

  let body = (
    <Control
      {...{ name, title, schema, root, nullable, required, value, path, onChange, id, describedBy }}
      invalid={problem !== undefined}
    />
  );
  if (binding)
    body = (
      <BoundValue binding={binding} title={title} invalid={problem !== undefined} onClear={() => onChange(undefined)} />
    );
  else if (onlyBinds)
    body = <BindButton {...{ name, title, schema, onChange }} wide invalid={problem !== undefined} id={id} />;
  else if (value === null && schema.type !== undefined)
    body = <NullValue title={title} onClear={() => onChange(undefined)} />;

  const label = (
    <Label className={quiet ? "only-read-aloud" : classes.label} {...(group ? {} : { htmlFor: id })}>
      {title}
    </Label>
  );
  const bindTool = canBind && !binding && !onlyBinds && <BindButton {...{ name, title, schema, onChange }} />;

  return (
    <Frame className={classes.field} data-pointer={form.pointerOf(path)}>
      {quiet ? (
        label
      ) : (
        <div className={classes.head}>
          {label}
          {schema.description && (
            <ActionIcon
              className={classes.tool}
              aria-label={`What is ${title}?`}
              aria-expanded={helpOpen}
              onClick={() => setHelpOpen(!helpOpen)}
            >
              <IconHelp size={14} />
            </ActionIcon>
          )}
          <span className={classes.type}>
            {typeWords(props.schema, root)}
            {required && schema.default === undefined ? ", required" : nullable ? ", optional" : ""}
          </span>
          {nullable && value !== null && !required && !binding && !form.readOnly && (
            <Tooltip label="Give nothing (null)">
              <ActionIcon
                className={classes.tool}
                aria-label={`Give nothing (∅) for ${title}`}
                onClick={() => onChange(null)}
              >
                ∅
              </ActionIcon>
            </Tooltip>
          )}
          {bindTool}
        </div>
      )}
      {helpOpen && <p className={classes.help}>{schema.description}</p>}
      {quiet ? (
        <div className={classes.row}>
          <div className={classes.rowBody}>{body}</div>
          {bindTool}
        </div>
      ) : (
        body
      )}
      {problem && (
        <p className={classes.error} id={`${id}-problem`}>
          <IconAlertCircle size={14} aria-hidden style={{ flex: "none", marginTop: 1 }} />
          {problem}
        </p>
      )}
    </Frame>
  );
}
