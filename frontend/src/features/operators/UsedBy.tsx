/** The workflows that use a repository, and new versions of those that still use an earlier commit of it. */
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { send } from "../../api/client";
import { keys } from "../../api/keys";
import type { NewVersion, Problem, WorkflowUse } from "../../api/types";
import { tellError } from "../../ui/tell";
import { count } from "../../ui/time";
import classes from "./Operators.module.css";

interface Props {
  workspace: string;
  repository: string;
  /** What the installed commit is called: `1.1.0`. */
  installed: string;
  uses: readonly WorkflowUse[];
}

export function UsedBy({ workspace, repository, installed, uses }: Props) {
  const cache = useQueryClient();
  const behind = uses.filter((use) => !use.is_current);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = behind.filter((use) => !left.has(use.workflow_id));
  const make = useMutation({
    mutationFn: () =>
      send<{ items: NewVersion[] }>("POST", `/workspaces/${workspace}/repositories/${repository}/new_versions`, {
        workflow_ids: chosen.map((use) => use.workflow_id),
      }),
    onSuccess: ({ items }) => {
      for (const { workflow_id } of items) void cache.invalidateQueries({ queryKey: keys.workflow(workflow_id) });
      return cache.invalidateQueries({ queryKey: keys.uses(workspace, repository) });
    },
    onError: (error) => tellError("No new version was made", error),
  });
  const answers = new Map(make.data?.items.map((answer) => [answer.workflow_id, answer]));
  return (
    <>
      {behind.length > 0 && (
        <p className={classes.sub}>
          Saved workflows keep the operators they were saved with. {count(behind.length, "workflow")} can be moved to{" "}
          {installed}; nothing of the earlier versions is lost.
        </p>
      )}
      <ul className={classes.plainList}>
        {uses.map((use) => {
          const answer = answers.get(use.workflow_id);
          return (
            <li key={use.workflow_id} className={classes.use}>
              <div className={classes.row}>
                <span className={classes.useName}>
                  {!use.is_current && (
                    <input
                      type="checkbox"
                      className={classes.check}
                      aria-label={`Move ${use.name}`}
                      checked={!left.has(use.workflow_id)}
                      onChange={() => setLeft(toggled(left, use.workflow_id))}
                    />
                  )}
                  <WorkflowName use={use} />
                </span>
                <span className={classes.grey}>
                  {use.is_current ? `uses ${use.ref}` : `still uses ${use.ref}`}{" "}
                  <span className="mono">{use.commit.slice(0, 9)}</span>
                </span>
              </div>
              {answer?.outcome === "saved" && (
                <p className={classes.fine} role="status">
                  Version {answer.version} is saved and on its way.
                </p>
              )}
              {answer?.outcome === "has_problems" && (
                <div role="status">
                  <p className={classes.problem}>Left as it is, because a new version would not be right:</p>
                  <TaskProblems problems={answer.problems} use={use} />
                  <p className={classes.grey}>
                    <Link to="/workflows/$workflowId" params={{ workflowId: use.workflow_id }}>
                      Open it in the editor
                    </Link>
                    , choose the newer operators there, and mend these places.
                  </p>
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {behind.length > 0 && (
        <Button disabled={chosen.length === 0} loading={make.isPending} onClick={() => make.mutate()}>
          Make new {chosen.length === 1 ? "version" : "versions"} of {count(chosen.length, "workflow")}
        </Button>
      )}
    </>
  );
}

export function WorkflowName({ use }: { use: WorkflowUse }) {
  return (
    <span>
      <Link to="/workflows/$workflowId" params={{ workflowId: use.workflow_id }} className={classes.named}>
        {use.name}
      </Link>{" "}
      <span className={classes.grey}>
        v{use.version} · {use.tasks.map((task) => task.title).join(", ") || "named, but no task uses it"}
      </span>
    </span>
  );
}

/** Problems of a definition, each with the title of its task before it. */
export function TaskProblems({ problems, use }: { problems: readonly Problem[]; use: WorkflowUse }) {
  const titles = new Map(use.tasks.map((task) => [task.task, task.title]));
  return (
    <ul className={classes.sentences}>
      {problems.map((problem) => {
        const key = /^\/tasks\/([^/]+)/.exec(problem.path)?.[1] ?? "";
        return (
          <li key={problem.path + problem.message} data-severity={problem.severity}>
            {(titles.get(key) ?? key) && <strong>{titles.get(key) ?? key}: </strong>}
            {problem.message}
          </li>
        );
      })}
    </ul>
  );
}

function toggled(known: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(known);
  if (!next.delete(id)) next.add(id);
  return next;
}
