import { Modal } from "@mantine/core";
import { ShortcutTable } from "../../settings/ShortcutTable";

/** All keys, one press away. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Shortcuts" size={640}>
      <ShortcutTable />
    </Modal>
  );
}
