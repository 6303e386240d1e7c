/** A state as icon and word in its colour. */

import classes from "./StatusBadge.module.css";
import { lookOf, toneColor } from "./states";

interface Props {
  state: string | null | undefined;
  /** What to say instead of the state's own word. */
  word?: string;
  size?: number;
}

export function StatusBadge({ state, word, size = 15 }: Props) {
  const look = lookOf(state);
  return (
    <span className={classes.badge} style={{ color: toneColor(look.tone) }}>
      <StateIcon state={state} size={size} />
      {word ?? look.word}
    </span>
  );
}

export function StateIcon({ state, size = 15 }: { state: string | null | undefined; size?: number }) {
  const look = lookOf(state);
  const Icon = look.icon;
  return <Icon size={size} aria-hidden className={look.moving ? (classes.moving ?? "") : ""} />;
}
