/** The states of runs and tasks: one word, one icon and one colour each, the same everywhere. */
import {
  IconBan,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleXFilled,
  IconClockPause,
  IconLoader2,
  IconPlayerTrackNext,
  IconRefresh,
  IconUser,
} from "@tabler/icons-react";
import type { ComponentType } from "react";

export type Tone = "queued" | "running" | "success" | "failed" | "retry" | "skipped" | "human" | "cancelled";

export interface StateLook {
  tone: Tone;
  word: string;
  icon: ComponentType<{ size?: number | string; className?: string; "aria-hidden"?: boolean }>;
  /** The state is one of moving on by itself. */
  moving?: boolean;
}

const WAITING: StateLook = { tone: "queued", word: "waiting", icon: IconCircleDashed };

const LOOKS: Record<string, StateLook> = {
  none: WAITING,
  scheduled: { tone: "queued", word: "scheduled", icon: IconCircleDashed },
  queued: { tone: "queued", word: "queued", icon: IconCircleDashed },
  running: { tone: "running", word: "running", icon: IconLoader2, moving: true },
  restarting: { tone: "running", word: "restarting", icon: IconRefresh, moving: true },
  success: { tone: "success", word: "success", icon: IconCircleCheckFilled },
  failed: { tone: "failed", word: "failed", icon: IconCircleXFilled },
  upstream_failed: { tone: "failed", word: "not started: an earlier task failed", icon: IconBan },
  up_for_retry: { tone: "retry", word: "will be tried again", icon: IconRefresh },
  up_for_reschedule: { tone: "retry", word: "waits for its next look", icon: IconClockPause },
  deferred: { tone: "human", word: "waiting for an event", icon: IconClockPause },
  awaiting_input: { tone: "human", word: "waits for a person", icon: IconUser },
  skipped: { tone: "skipped", word: "skipped", icon: IconPlayerTrackNext },
  removed: { tone: "cancelled", word: "removed", icon: IconBan },
  cancelled: { tone: "cancelled", word: "cancelled", icon: IconBan },
};

export function lookOf(state: string | null | undefined): StateLook {
  return LOOKS[state ?? "none"] ?? { ...WAITING, word: state ?? WAITING.word };
}

export const toneColor = (tone: Tone): string => (tone === "cancelled" ? "var(--text-2)" : `var(--${tone})`);
export const toneBar = (tone: Tone): string => (tone === "cancelled" ? "var(--line-strong)" : `var(--${tone}-bar)`);

export const isOver = (state: string | null | undefined): boolean =>
  ["success", "failed", "upstream_failed", "skipped", "removed", "cancelled"].includes(state ?? "");
