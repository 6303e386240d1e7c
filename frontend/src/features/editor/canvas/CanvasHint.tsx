/** What an empty canvas is for, and the one next step. */
import { Kbd } from "@mantine/core";
import { Panel } from "@xyflow/react";

export function CanvasHint() {
  return (
    <Panel
      position="top-center"
      style={{ marginTop: "18vh", textAlign: "center", color: "var(--text-2)", pointerEvents: "none" }}
    >
      <p style={{ margin: 0, fontSize: 16, fontWeight: 600, color: "var(--text)" }}>Add the first task</p>
      <p style={{ margin: "8px 0 0" }}>
        Drag an operator here, or press <Kbd>/</Kbd>, type its name and press <Kbd>Enter</Kbd>.
      </p>
    </Panel>
  );
}
