/** The builds of a repository's images, and what they said, as it is said. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { call } from "../../api/client";
import { buildsQuery } from "../../api/queries";
import { topics } from "../../live/protocol";
import { useFrames } from "../../live/useLive";
import { TimeAgo } from "../../ui/TimeAgo";
import { duration } from "../../ui/time";
import { LogBuffer, withoutColours } from "../runs/log/logBuffer";
import classes from "./Operators.module.css";
import { RepositoryStatus } from "./RepositoryStatus";

export function BuildLogs({ workspace, repository }: { workspace: string; repository: string }) {
  const builds = useQuery(buildsQuery(workspace, repository));
  const [open, setOpen] = useState<string | null>(null);
  if (!builds.data || builds.data.length === 0) return null;
  return (
    <section className={classes.section} aria-label="Builds">
      <h2 className={classes.sectionTitle}>Builds</h2>
      {builds.data.map((build) => (
        <div key={build.id}>
          <div className={classes.row}>
            <span>
              {build.group ?? "All groups"}{" "}
              <span className={classes.grey}>
                <TimeAgo time={build.created_at} />
                {typeof build.seconds === "number" && ` · ${duration(build.seconds)}`}
                {build.reused && " · taken from the cache"}
              </span>
              {build.reason && <span className={classes.problem}> {build.reason}</span>}
            </span>
            <RepositoryStatus status={build.status} />
            <Button
              variant="default"
              h={28}
              aria-expanded={open === build.id}
              onClick={() => setOpen(open === build.id ? null : build.id)}
            >
              {open === build.id ? "Hide the log" : "Show the log"}
            </Button>
          </div>
          {open === build.id && <BuildLog workspace={workspace} repository={repository} build={build.id} />}
        </div>
      ))}
    </section>
  );
}

function BuildLog({ workspace, repository, build }: { workspace: string; repository: string; build: string }) {
  const [buffer] = useState(() => new LogBuffer());
  const [, setVersion] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const path = `/workspaces/${workspace}/repositories/${repository}/builds/${build}/log`;
  useEffect(() => {
    const stop = new AbortController();
    call(path, { signal: stop.signal })
      .then((answer) => answer.text())
      .then((text) => {
        buffer.append(0, text);
        setVersion(buffer.nextOffset);
      })
      .catch(
        (error: unknown) => stop.signal.aborted || setFailure(error instanceof Error ? error.message : String(error)),
      );
    return () => stop.abort();
  }, [path, buffer]);
  useFrames(topics.repository(repository), (frame) => {
    if (frame.type !== "event" || frame.event !== "build.log" || frame.data.build_id !== build) return;
    if (buffer.append(frame.data.offset, frame.data.text) === "taken") setVersion(buffer.nextOffset);
  });
  const text = Array.from({ length: buffer.length }, (_, index) => withoutColours(buffer.lineAt(index))).join("\n");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keys
    <pre className={classes.log} tabIndex={0} role="log" aria-label="Build log">
      {failure ?? (text || "Nothing has been written yet.")}
    </pre>
  );
}
