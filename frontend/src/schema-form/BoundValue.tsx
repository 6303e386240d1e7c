/** A field that takes something of the workflow: shown as a chip, taken off with one click. */
import { ActionIcon } from "@mantine/core";
import { IconArrowNarrowLeftDashed, IconVariable, IconX } from "@tabler/icons-react";
import type { Binding } from "./binding";
import { useForm } from "./form";
import classes from "./form.module.css";

interface Props {
  binding: Binding;
  title: string;
  invalid: boolean;
  onClear: () => void;
}

export function BoundValue({ binding, title, invalid, onClear }: Props) {
  const form = useForm();
  const label = form.labelOf(binding);
  return (
    <div className={classes.boundBox} data-invalid={invalid}>
      <span className={classes.chip} title={label}>
        {binding.kind === "param" ? (
          <IconVariable size={14} aria-hidden />
        ) : (
          <IconArrowNarrowLeftDashed size={14} aria-hidden />
        )}
        <span className={classes.chipText}>{label}</span>
      </span>
      {!form.readOnly && (
        <ActionIcon className={classes.tool} aria-label={`Stop taking ${label} for ${title}`} onClick={onClear}>
          <IconX size={14} />
        </ActionIcon>
      )}
    </div>
  );
}
