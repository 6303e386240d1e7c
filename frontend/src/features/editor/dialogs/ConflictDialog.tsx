/** Somebody saved meanwhile: both works are kept, and the person decides which goes on. */
import { Button, Modal, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { getJson, send } from "../../../api/client";
import { keys } from "../../../api/keys";
import type { Workflow } from "../../../api/types";
import { tell, tellError } from "../../../ui/tell";
import { useDocumentStore } from "../document/store";
import { useEditor } from "../editor";
import { complete } from "../open";
import type { Saving } from "../useSave";

interface Props {
  workflow: Workflow;
  saving: Saving;
  onClose: () => void;
}

export function ConflictDialog({ workflow, saving, onClose }: Props) {
  const store = useDocumentStore();
  const cache = useQueryClient();
  const { workspace } = useEditor();
  const [busy, setBusy] = useState(false);
  const base = store.getState().saved.version;

  const attempt = async (what: string, action: () => Promise<void>) => {
    setBusy(true);
    try {
      await action();
      onClose();
    } catch (error) {
      tellError(what, error);
    } finally {
      setBusy(false);
    }
  };
  const newest = () => getJson<Workflow>(`/workflows/${workflow.id}`);
  const keepMine = () =>
    attempt("Not saved", async () => {
      await saving.save((await newest()).version);
    });
  const saveCopy = () =>
    attempt("The copy was not saved", async () => {
      const { history, name } = store.getState();
      await send("POST", `/workspaces/${workspace}/workflows`, { name: `${name} (copy)`, definition: history.present });
      void cache.invalidateQueries({ queryKey: keys.workflows(workspace) });
      tell("Your work was saved as a copy.");
    });
  const takeTheirs = () =>
    attempt("The newer version could not be fetched", async () => {
      const theirs = await newest();
      // Theirs becomes the document as one step, so that undo brings mine back.
      const definition = complete(theirs.definition);
      store.getState().run(() => definition);
      store.getState().rename(theirs.name);
      store.getState().markSaved({ definition, name: theirs.name, version: theirs.version });
      cache.setQueryData(keys.workflow(theirs.id), theirs);
    });
  return (
    <Modal opened onClose={onClose} title="Somebody saved this workflow meanwhile">
      <Text size="sm">
        You began with version {base}; there is a newer one now. Nothing of yours is lost: choose what goes on.
      </Text>
      <Stack gap={8} mt="md">
        <Button onClick={() => void keepMine()} loading={busy} data-autofocus>
          Save mine as the next version
        </Button>
        <Button variant="default" onClick={() => void saveCopy()} disabled={busy}>
          Save mine as a new workflow
        </Button>
        <Button variant="default" onClick={() => void takeTheirs()} disabled={busy}>
          Take the newer version (undo brings mine back)
        </Button>
      </Stack>
    </Modal>
  );
}
