/** From saved to runnable, step by step with seconds. */
import { IconCircleCheck, IconCircleDashed, IconCircleX, IconLoader2 } from "@tabler/icons-react";
import type { Stage, Workflow } from "../../../api/types";
import { duration } from "../../../ui/time";
import { useNow } from "../../../ui/useNow";
import classes from "./Header.module.css";

const WORDS: Record<string, readonly [doing: string, done: string]> = {
  compile: ["compiling", "compiled"],
  images: ["preparing images", "images ready"],
  publish: ["pushing", "pushed"],
  register: ["registering", "registered"],
};

const NOT_WORTH_SAYING_SECONDS = 0.05;

export function Stages({ workflow }: { workflow: Workflow }) {
  const { stages, status, problems } = workflow;
  if (!stages || stages.length === 0 || status === "draft") return null;
  const words = stages
    .map((stage) => `${wordFor(stage)}${stage.seconds === null ? "" : ` ${duration(stage.seconds)}`}`)
    .join(", ");
  return (
    <>
      <ol className={classes.stages} data-done={status === "ready"} aria-label="From saved to runnable">
        {stages.map((stage) => (
          <li
            className={classes.stage}
            data-state={stage.state}
            key={stage.name}
            title={stage.state === "failed" ? problems?.[0]?.message : undefined}
          >
            <StageIcon state={stage.state} />
            {wordFor(stage)}
            <StageSeconds stage={stage} />
          </li>
        ))}
      </ol>
      <span className="only-read-aloud" role="status">
        {status === "ready"
          ? "Ready to run"
          : status === "failed"
            ? `Not runnable: ${problems?.[0]?.message ?? ""}`
            : words}
      </span>
    </>
  );
}

function wordFor(stage: Stage): string {
  const [doing, done] = WORDS[stage.name] ?? [stage.name, stage.name];
  if (stage.state === "failed") return `${doing} failed`;
  return stage.state === "done" ? done : doing;
}

function StageSeconds({ stage }: { stage: Stage }) {
  if (stage.state === "running" && stage.started_at) return <Running since={stage.started_at} />;
  if (stage.seconds === null || stage.seconds < NOT_WORTH_SAYING_SECONDS) return null;
  return <span className="numbers">{duration(stage.seconds)}</span>;
}

/** Only what takes a while shows a clock; the rest would flicker. */
function Running({ since }: { since: string }) {
  const seconds = Math.round((useNow() - Date.parse(since)) / 1000);
  return seconds < 2 ? <>…</> : <span className="numbers">{seconds} s</span>;
}

function StageIcon({ state }: { state: Stage["state"] }) {
  if (state === "done") return <IconCircleCheck size={15} color="var(--success)" aria-hidden />;
  if (state === "failed") return <IconCircleX size={15} aria-hidden />;
  if (state === "running") return <IconLoader2 size={15} className={classes.turning ?? ""} aria-hidden />;
  return <IconCircleDashed size={15} aria-hidden />;
}
