/** Null, chosen on purpose: a value like any other, and shown as one. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useForm } from "./form";
import classes from "./form.module.css";

export function NullValue({ title, onClear }: { title: string; onClear: () => void }) {
  const form = useForm();
  return (
    <div className={classes.boundBox}>
      <span className={classes.note} style={{ paddingLeft: 4 }}>
        nothing (null)
      </span>
      {!form.readOnly && (
        <ActionIcon className={classes.tool} aria-label={`Give ${title} a value again`} onClick={onClear}>
          <IconX size={14} />
        </ActionIcon>
      )}
    </div>
  );
}
