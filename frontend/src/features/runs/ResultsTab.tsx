/** The files a task left: what the operator chose to show first, the others in a list. */
import { ActionIcon } from "@mantine/core";
import { IconDownload, IconFileOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "../../api/client";
import { resultsQuery } from "../../api/queries";
import { downloadResult, type ResultPlace, ResultView } from "../../results/ResultView";
import { inOrder, nameOfKind } from "../../results/viewer";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { bytes } from "../../ui/time";
import classes from "./RunScreen.module.css";

interface Props {
  place: ResultPlace;
  over: boolean;
  /** Changes whenever the task may have left something new. */
  fresh: string;
}

export function ResultsTab({ place, over, fresh }: Props) {
  const results = useQuery({ ...resultsQuery(place.run, place.task, place.mapIndex), retry: false });
  const [chosen, setChosen] = useState<string | null>(null);
  const { refetch } = results;
  if (results.isPending) return <Loading what="Looking for results" />;
  const nothingYet = results.error instanceof ApiError && results.error.status === 404;
  if (results.isError && !nothingYet && !results.data) {
    return <ErrorState error={results.error} what="The results could not be listed" onRetry={() => void refetch()} />;
  }
  const files = inOrder(results.data ?? []);
  const file = files.find((one) => one.path === chosen) ?? files[0];
  if (!file) {
    return (
      <EmptyState
        icon={<IconFileOff size={24} />}
        title={over ? "No results" : "No results yet"}
        text={over ? "This task left no files." : "Files appear here as the task writes them."}
      />
    );
  }
  return (
    <>
      <ul className={classes.files} aria-label="Files">
        {files.map((one) => (
          <li className={classes.file} key={one.path} data-active={one === file}>
            <button
              type="button"
              className={classes.fileName}
              aria-pressed={one === file}
              onClick={() => setChosen(one.path)}
            >
              {one.path}
              <span className={classes.grey}>
                {nameOfKind(one)} · {bytes(one.size)}
              </span>
            </button>
            <ActionIcon aria-label={`Download ${one.path}`} onClick={() => void downloadResult(place, one)}>
              <IconDownload size={15} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <ResultView key={file.path} place={place} file={file} fresh={fresh} />
    </>
  );
}
