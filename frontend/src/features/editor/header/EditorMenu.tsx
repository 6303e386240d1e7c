/** Everything about the workflow that is not drawing. */
import { ActionIcon, Menu } from "@mantine/core";
import {
  IconCalendarClock,
  IconCode,
  IconDots,
  IconDownload,
  IconHistory,
  IconKeyboard,
  IconTrash,
  IconVariable,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Workflow } from "../../../api/types";
import { download } from "../../../ui/download";
import { useDocumentStore } from "../document/store";
import { useEditor } from "../editor";

export function EditorMenu({ workflow }: { workflow: Workflow | undefined }) {
  const { ui } = useEditor();
  const store = useDocumentStore();
  const exportFile = () => {
    const { name, history } = store.getState();
    const content = {
      format: "domino/export/v1",
      name,
      description: workflow?.description ?? "",
      definition: history.present,
    };
    download(`${name}.json`, JSON.stringify(content, null, 2), "application/json");
  };
  return (
    <Menu width={220}>
      <Menu.Target>
        <ActionIcon aria-label="More about this workflow">
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {workflow && (
          <Menu.Item component={Link} to={`/workflows/${workflow.id}/runs`} leftSection={<IconHistory size={16} />}>
            Runs
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconCalendarClock size={16} />} onClick={() => ui.setState({ dialog: "settings" })}>
          Schedule
        </Menu.Item>
        <Menu.Item leftSection={<IconVariable size={16} />} onClick={() => ui.setState({ dialog: "parameters" })}>
          Run parameters
        </Menu.Item>
        {workflow && (
          <Menu.Item leftSection={<IconCode size={16} />} onClick={() => ui.setState({ bottom: "dag" })}>
            Generated DAG
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconDownload size={16} />} onClick={exportFile}>
          Export as a file
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => ui.setState({ dialog: "shortcuts" })}>
          Shortcuts
        </Menu.Item>
        {workflow && (
          <>
            <Menu.Divider />
            <Menu.Item
              color="var(--failed)"
              leftSection={<IconTrash size={16} />}
              onClick={() => ui.setState({ dialog: "delete-workflow" })}
            >
              Delete the workflow
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
