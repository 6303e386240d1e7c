/** What an upgrade does to each operator, in sentences; what may break a task stands out by more than its colour. */
import { IconAlertTriangle, IconMinus, IconPencil, IconPlus, IconRefresh } from "@tabler/icons-react";
import type { OperatorChange } from "../../api/types";
import { spaced } from "../editor/document/catalogue";
import classes from "./Operators.module.css";

const KINDS = {
  removed: { word: "gone", icon: IconMinus, color: "var(--failed)" },
  added: { word: "new", icon: IconPlus, color: "var(--success)" },
  changed: { word: "changed", icon: IconPencil, color: "var(--running)" },
  rebuilt: { word: "same inputs and outputs, new code or packages", icon: IconRefresh, color: "var(--text-2)" },
} as const;

export function OperatorChanges({ changes }: { changes: readonly OperatorChange[] }) {
  if (changes.length === 0) return <p className={classes.grey}>No operator changes.</p>;
  const rebuilt = changes.filter((change) => change.kind === "rebuilt");
  return (
    <ul className={classes.plainList}>
      {changes
        .filter((change) => change.kind !== "rebuilt")
        .map((change) => (
          <Change key={change.name} change={change} />
        ))}
      {rebuilt.length > 0 && (
        <li className={classes.change}>
          <Kind kind="rebuilt" />: {rebuilt.map((change) => change.label || spaced(change.name)).join(", ")}
        </li>
      )}
    </ul>
  );
}

function Change({ change }: { change: OperatorChange }) {
  return (
    <li className={classes.change}>
      <strong>{change.label || spaced(change.name)}</strong> <Kind kind={change.kind} />
      {change.changes.length > 0 && (
        <ul className={classes.sentences}>
          {change.changes.map((one) => (
            <li key={one.part + one.name + one.message}>
              {one.message}
              {one.may_break && (
                <span className={classes.breaks}>
                  <IconAlertTriangle size={13} aria-hidden /> may need a change
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Kind({ kind }: { kind: OperatorChange["kind"] }) {
  const { word, icon: Icon, color } = KINDS[kind];
  return (
    <span className={classes.kind} style={{ color }}>
      <Icon size={13} aria-hidden /> {word}
    </span>
  );
}
