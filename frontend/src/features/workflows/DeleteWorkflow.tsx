/** Deleting takes the DAG out of Git and Airflow, so it asks. */
import { Button, Group, Modal, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { send } from "../../api/client";
import { keys } from "../../api/keys";
import type { WorkflowSummary } from "../../api/types";
import { useWorkspaceId } from "../../api/workspace";
import { tellError } from "../../ui/tell";

interface Props {
  workflow: WorkflowSummary;
  onClose: () => void;
  onDeleted?: () => void;
}

export function DeleteWorkflow({ workflow, onClose, onDeleted }: Props) {
  const cache = useQueryClient();
  const workspace = useWorkspaceId();
  const remove = useMutation({
    mutationFn: () => send("DELETE", `/workflows/${workflow.id}`),
    onSuccess: () => {
      cache.setQueryData<WorkflowSummary[]>(keys.workflows(workspace), (old) =>
        old?.filter((other) => other.id !== workflow.id),
      );
      onClose();
      onDeleted?.();
    },
    onError: (error) => tellError(`${workflow.name} could not be deleted`, error),
  });
  return (
    <Modal opened onClose={onClose} title={`Delete ${workflow.name}?`}>
      <Text size="sm" ta="left">
        It is taken out of Git and Airflow and cannot be run again. What ran so far stays readable.
      </Text>
      <Group justify="flex-end" mt="lg" gap={8}>
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep it
        </Button>
        <Button color="red.8" loading={remove.isPending} onClick={() => remove.mutate()}>
          Delete workflow
        </Button>
      </Group>
    </Modal>
  );
}
