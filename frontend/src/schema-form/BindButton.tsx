/** Choose an output of an earlier task, or a run parameter, for a field: searchable, only what fits. */
import { ActionIcon, Combobox, Tooltip, useCombobox } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useState } from "react";
import type { Json, JsonSchema } from "../api/types";
import { search } from "../ui/rank";
import { bindingValue } from "./binding";
import { type Choice, useForm } from "./form";
import classes from "./form.module.css";

interface Props {
  name: string;
  title: string;
  schema: JsonSchema;
  onChange(value: Json): void;
  /** As wide as a control, for fields that can only be bound. */
  wide?: boolean;
  invalid?: boolean;
  id?: string;
}

export function BindButton({ name, title, schema, onChange, wide = false, invalid = false, id }: Props) {
  const form = useForm();
  const [query, setQuery] = useState("");
  const [choices, setChoices] = useState<Choice[]>([]);
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setQuery("");
    },
    onDropdownOpen: () => {
      setChoices(form.choices?.(name, schema) ?? []);
      combobox.focusSearchInput();
    },
  });
  const found = search(query, choices, (choice) => ({ title: choice.label, more: choice.type }));
  const groups = [...new Set(found.map((choice) => choice.group))];
  const label = `Use an output for ${title}`;

  return (
    <Combobox
      store={combobox}
      width={320}
      position="bottom-end"
      withinPortal
      onOptionSubmit={(index) => {
        const choice = choices[Number(index)];
        combobox.closeDropdown();
        if (choice) onChange(bindingValue(choice.binding));
      }}
    >
      <Combobox.Target targetType="button">
        {wide ? (
          <button
            type="button"
            id={id}
            className={classes.pick}
            data-invalid={invalid}
            onClick={() => combobox.toggleDropdown()}
          >
            <IconLink size={14} aria-hidden />
            Choose an output of an earlier task
          </button>
        ) : (
          <Tooltip label="Use an output">
            <ActionIcon className={classes.tool} aria-label={label} onClick={() => combobox.toggleDropdown()}>
              <IconLink size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={query}
          aria-label={label}
          placeholder="Find an output or parameter"
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            combobox.updateSelectedOptionIndex();
            combobox.selectFirstOption();
          }}
        />
        <Combobox.Options mah={280} style={{ overflowY: "auto" }} aria-label="Outputs that fit">
          {groups.map((group) => (
            <Combobox.Group label={group} key={group}>
              {found
                .filter((choice) => choice.group === group)
                .map((choice) => (
                  <Combobox.Option value={String(choices.indexOf(choice))} key={choice.label}>
                    <span className={classes.option}>
                      <span>{choice.label}</span>
                      <span className={classes.optionType}>{choice.type}</span>
                    </span>
                  </Combobox.Option>
                ))}
            </Combobox.Group>
          ))}
          {found.length === 0 && (
            <Combobox.Empty>
              {choices.length === 0 ? "No task gives anything that fits here yet." : "Nothing fits these words."}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
