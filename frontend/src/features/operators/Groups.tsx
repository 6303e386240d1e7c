/** The dependency groups of a repository: which operators share which image, how it stands, and how it was built. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { buildsQuery } from "../../api/queries";
import type { Build, Repository } from "../../api/types";
import { TimeAgo } from "../../ui/TimeAgo";
import { bytes, count, duration } from "../../ui/time";
import { spaced } from "../editor/document/catalogue";
import { BuildLog } from "./BuildLog";
import classes from "./Operators.module.css";
import { RepositoryStatus } from "./RepositoryStatus";

const JUST_NOW_MS = 60_000;

type Group = Repository["groups"][number];

const ENGINES: Record<string, string> = {
  environment: "an environment on this machine",
  docker: "a Docker image",
};

export function Groups({ workspace, repository }: { workspace: string; repository: Repository }) {
  const [opened] = useState(Date.now);
  const builds = useQuery(buildsQuery(workspace, repository.id));
  if (repository.groups.length === 0) return null;
  return (
    <section className={classes.section} aria-label="Dependency groups">
      <h2 className={classes.sectionTitle}>Dependency groups</h2>
      {repository.groups.map((group) => (
        <GroupRow
          key={group.image}
          group={group}
          builds={builds.data?.filter((build) => build.group === group.name) ?? []}
          opened={opened}
          place={{ workspace, repository: repository.id }}
        />
      ))}
    </section>
  );
}

interface Place {
  workspace: string;
  repository: string;
}

interface RowProps {
  group: Group;
  builds: readonly Build[];
  /** Since when the screen is open. */
  opened: number;
  place: Place;
}

function GroupRow({ group, builds, opened, place }: RowProps) {
  const latest = builds.find((build) => build.image === group.image);
  const earlier = builds.filter((build) => build !== latest);
  const running = latest?.status === "queued" || latest?.status === "building";
  // The log of a build that runs is what one came to see, even if it was over before the screen was there.
  const ended = latest?.ended_at && !latest.reused ? Date.parse(latest.ended_at) : 0;
  const ran = running || ended > opened - JUST_NOW_MS;
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? (ran || group.status === "failed");
  return (
    <div className={classes.group}>
      <div className={classes.groupHead}>
        <div className={classes.cardMain}>
          <h3 className={classes.groupName}>{group.name}</h3>
          <p className={classes.grey}>{group.operators.map(spaced).join(", ")}</p>
          <p className={classes.facts}>
            {group.engine && <span>{ENGINES[group.engine] ?? group.engine}</span>}
            {group.size_bytes !== null && <span>{bytes(group.size_bytes)}</span>}
            {group.built_at && (
              <span>
                built <TimeAgo time={group.built_at} />
              </span>
            )}
            {latest && <span>{buildWords(latest)}</span>}
            <span className="mono" title={group.image}>
              {shortened(group.image)}
            </span>
          </p>
          {group.reason && group.status === "failed" && <p className={classes.problem}>{group.reason}</p>}
        </div>
        <RepositoryStatus status={group.status} />
        {latest && (
          <Button variant="default" h={28} aria-expanded={open} onClick={() => setChosen(!open)}>
            {open ? "Hide the log" : "Show the log"}
          </Button>
        )}
      </div>
      {open && latest && <BuildLog key={latest.id} {...place} build={latest.id} group={group.name} />}
      {earlier.length > 0 && (
        <details className={classes.earlier}>
          <summary>{count(earlier.length, "earlier build")}</summary>
          {earlier.map((build) => (
            <EarlierBuild key={build.id} build={build} {...place} />
          ))}
        </details>
      )}
    </div>
  );
}

function EarlierBuild({ build, workspace, repository }: { build: Build } & Place) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <div className={classes.row}>
        <span className={classes.grey}>
          <TimeAgo time={build.created_at} /> · commit <span className="mono">{build.commit.slice(0, 9)}</span> ·{" "}
          {buildWords(build)}
          {build.reason && <span className={classes.problem}> {build.reason}</span>}
        </span>
        <RepositoryStatus status={build.status} />
        <Button variant="default" h={28} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Hide the log" : "Show the log"}
        </Button>
      </div>
      {open && <BuildLog workspace={workspace} repository={repository} build={build.id} group={build.group} />}
    </>
  );
}

function buildWords(build: Build): string {
  if (build.reused) return "was here already";
  return typeof build.seconds === "number" ? `took ${duration(build.seconds)}` : "under way";
}

/** `examples-group0:108891987688580e…` → `examples-group0:108891987`. */
const shortened = (image: string): string => image.replace(/:([0-9a-f]{9})[0-9a-f]+$/, ":$1");
