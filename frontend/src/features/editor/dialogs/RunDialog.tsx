/** The parameters of one run, with their defaults in place. */
import { Button, Group, Modal } from "@mantine/core";
import { IconPlayerPlayFilled } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { Json, JsonSchema } from "../../../api/types";
import { checkFields } from "../../../schema-form/check";
import { withValueAt } from "../../../schema-form/pointer";
import { SchemaForm } from "../../../schema-form/SchemaForm";
import { useDefinition } from "../document/store";

interface Props {
  onClose: () => void;
  onStart: (params: Record<string, Json>) => Promise<void>;
}

export function RunDialog({ onClose, onStart }: Props) {
  const definition = useDefinition();
  const schema: JsonSchema = { type: "object", ...definition.settings.params };
  const [values, setValues] = useState<Record<string, Json>>({});
  const [tried, setTried] = useState(false);
  const findings = checkFields(values, schema, schema, []);
  const problems = useMemo(
    () => new Map(tried ? findings.map((finding) => [finding.path, finding.message]) : []),
    [tried, findings],
  );
  return (
    <Modal opened onClose={onClose} title="Run with parameters">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (findings.length === 0) void onStart(values);
        }}
      >
        <SchemaForm
          schema={schema}
          values={values}
          problems={problems}
          onChange={(path, value) => setValues(withValueAt(values, path, value) as Record<string, Json>)}
        />
        <Group justify="flex-end" mt="lg" gap={8}>
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit" leftSection={<IconPlayerPlayFilled size={14} />} data-autofocus>
            Run
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
