/** The parameters a run may be given: name, type, default. Inputs can then take them. */
import { ActionIcon, Button, Group, Modal, NativeSelect, Text, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { Json, JsonSchema } from "../../../api/types";
import { readNumber } from "../../../schema-form/fields/NumberField";
import { all, changeSettings, forgetParams } from "../document/commands";
import { useDefinition, useDocumentStore } from "../document/store";

interface Row {
  id: number;
  name: string;
  type: string;
  otherwise: string;
  /** What a person did not see here is kept: title, description, limits. */
  rest: JsonSchema;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;
const TYPES = [
  { value: "string", label: "text" },
  { value: "integer", label: "whole number" },
  { value: "number", label: "number" },
  { value: "boolean", label: "yes or no" },
];
let nextId = 0;

export function ParametersDialog({ onClose }: { onClose: () => void }) {
  const store = useDocumentStore();
  const { settings } = useDefinition();
  const before = settings.params?.properties ?? {};
  const [rows, setRows] = useState<Row[]>(() => Object.entries(before).map(([name, schema]) => toRow(name, schema)));
  const change = (id: number, part: Partial<Row>) =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const wrong = rows.map((row) => reasonAgainst(row, rows));
  const apply = () => {
    const properties = Object.fromEntries(rows.map((row) => [row.name, toSchema(row)]));
    const gone = Object.keys(before).filter((name) => !(name in properties));
    const required = rows.filter((row) => row.otherwise === "").map((row) => row.name);
    const params = { properties, ...(required.length > 0 ? { required } : {}) };
    store.getState().run(all(changeSettings({ params }), forgetParams(gone)));
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Run parameters" size={600}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (wrong.every((reason) => reason === null)) apply();
        }}
      >
        {rows.length === 0 && (
          <Text size="sm" c="var(--text-2)">
            A parameter is asked for when a run is started, and any input can take it.
          </Text>
        )}
        {rows.map((row, index) => (
          <Group key={row.id} gap={8} align="flex-start" wrap="nowrap" mb={8}>
            <TextInput
              aria-label={`Name of parameter ${index + 1}`}
              placeholder="name"
              value={row.name}
              error={wrong[index] ?? null}
              onChange={(event) => change(row.id, { name: event.currentTarget.value })}
              style={{ flex: 1 }}
            />
            <NativeSelect
              aria-label={`Type of parameter ${index + 1}`}
              data={TYPES}
              value={row.type}
              onChange={(event) => change(row.id, { type: event.currentTarget.value })}
            />
            <TextInput
              aria-label={`Default of parameter ${index + 1}`}
              placeholder="no default: asked for"
              value={row.otherwise}
              onChange={(event) => change(row.id, { otherwise: event.currentTarget.value })}
              style={{ flex: 1 }}
            />
            <ActionIcon
              mt={4}
              aria-label={`Remove parameter ${index + 1}`}
              onClick={() => setRows(rows.filter((other) => other !== row))}
            >
              <IconX size={14} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => setRows([...rows, toRow("", { type: "string" })])}
        >
          Add a parameter
        </Button>
        <Group justify="flex-end" mt="lg" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Apply</Button>
        </Group>
      </form>
    </Modal>
  );
}

function toRow(name: string, schema: JsonSchema): Row {
  nextId += 1;
  const { type, default: otherwise, ...rest } = schema;
  return {
    id: nextId,
    name,
    type: typeof type === "string" ? type : "string",
    otherwise: otherwise === undefined ? "" : typeof otherwise === "string" ? otherwise : JSON.stringify(otherwise),
    rest,
  };
}

function toSchema(row: Row): JsonSchema {
  const schema: JsonSchema = { ...row.rest, type: row.type };
  return row.otherwise === "" ? schema : { ...schema, default: readDefault(row) };
}

function readDefault({ type, otherwise }: Row): Json {
  if (type === "boolean") return /^(yes|true|1)$/i.test(otherwise.trim());
  if (type === "string") return otherwise;
  return readNumber(otherwise) ?? 0;
}

function reasonAgainst(row: Row, rows: readonly Row[]): string | null {
  if (!NAME.test(row.name)) return "Letters, digits and _, not starting with a digit.";
  if (rows.some((other) => other !== row && other.name === row.name)) return "This name is taken.";
  const isNumber = row.type === "integer" || row.type === "number";
  if (isNumber && row.otherwise !== "" && readNumber(row.otherwise) === null) return "The default is not a number.";
  if (row.type === "boolean" && row.otherwise !== "" && !/^(yes|no|true|false|0|1)$/i.test(row.otherwise.trim()))
    return "The default is yes or no.";
  return null;
}
