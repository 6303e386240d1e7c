/** The dialogs of the editor; at most one is open. */
import { useNavigate } from "@tanstack/react-router";
import type { Workflow } from "../../../api/types";
import { DeleteWorkflow } from "../../workflows/DeleteWorkflow";
import { useEditor, useEditorUi } from "../editor";
import { discardUnsaved } from "../open";
import type { Operations } from "../useOperations";
import type { Saving } from "../useSave";
import type { Starting } from "../useStart";
import { ConflictDialog } from "./ConflictDialog";
import { ConnectDialog } from "./ConnectDialog";
import { ParametersDialog } from "./ParametersDialog";
import { RunDialog } from "./RunDialog";
import { ScheduleDialog } from "./ScheduleDialog";
import { ShortcutsDialog } from "./ShortcutsDialog";

interface Props {
  workflow: Workflow | undefined;
  operations: Operations;
  saving: Saving;
  starting: Starting;
}

export function Dialogs({ workflow, operations, saving, starting }: Props) {
  const { ui } = useEditor();
  const dialog = useEditorUi((state) => state.dialog);
  const navigate = useNavigate();
  const close = () => ui.setState({ dialog: null });
  switch (dialog) {
    case null:
      return null;
    case "settings":
      return <ScheduleDialog onClose={close} />;
    case "parameters":
      return <ParametersDialog onClose={close} />;
    case "run":
      return <RunDialog onClose={close} onStart={starting.start} />;
    case "shortcuts":
      return <ShortcutsDialog onClose={close} />;
    case "connect":
      return <ConnectDialog onClose={close} operations={operations} />;
    case "conflict":
      return workflow ? <ConflictDialog workflow={workflow} saving={saving} onClose={close} /> : null;
    case "delete-workflow":
      return workflow ? (
        <DeleteWorkflow
          workflow={workflow}
          onClose={close}
          onDeleted={() => {
            discardUnsaved(workflow.id);
            void navigate({ to: "/workflows" });
          }}
        />
      ) : null;
  }
}
