/** At the right end of a control: the word "default", or the way back to it. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type FieldProps, useForm } from "../form";
import classes from "../form.module.css";

type Props = Pick<FieldProps, "value" | "schema" | "title" | "onChange" | "required"> & { inSelect?: boolean };

export function Suffix({ value, schema, title, onChange, required, inSelect = false }: Props) {
  const form = useForm();
  const hasDefault = schema.default !== undefined;
  if (value === undefined) {
    if (!hasDefault) return null;
    return <span className={`${classes.suffix} ${inSelect ? classes.selectSuffix : ""}`}>default</span>;
  }
  if (form.readOnly || (required && !hasDefault)) return null;
  const label = hasDefault ? `Use the default for ${title}` : `Clear ${title}`;
  return (
    <Tooltip label={hasDefault ? "Back to the default" : "Clear"}>
      <ActionIcon
        className={`${classes.tool} ${classes.reset} ${inSelect ? classes.selectReset : ""}`}
        aria-label={label}
        onClick={() => onChange(undefined)}
      >
        <IconX size={13} />
      </ActionIcon>
    </Tooltip>
  );
}

/** The class of a control by whether its value was set, is the default, or neither. */
export function standing({ value, schema, required }: Pick<FieldProps, "value" | "schema" | "required">): string {
  if (value === undefined) return schema.default === undefined ? "" : (classes.asDefault ?? "");
  return required && schema.default === undefined ? "" : (classes.isSet ?? "");
}
