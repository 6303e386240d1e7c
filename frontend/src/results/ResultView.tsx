/** One result, fetched and shown by the viewer for its kind. */
import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { call } from "../api/client";
import { keys } from "../api/keys";
import type { ResultFile } from "../api/types";
import { download } from "../ui/download";
import { EmptyState } from "../ui/EmptyState";
import { ErrorState } from "../ui/ErrorState";
import { Loading } from "../ui/Loading";
import { tellError } from "../ui/tell";
import { bytes } from "../ui/time";
import { viewerFor } from "./viewer";

export interface ResultPlace {
  run: string;
  task: string;
  mapIndex: number;
}

export async function fetchResult(
  { run, task, mapIndex }: ResultPlace,
  path: string,
  signal?: AbortSignal,
): Promise<Blob> {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const answer = await call(
    `/runs/${run}/tasks/${task}/results/${encoded}?map_index=${mapIndex}`,
    signal ? { signal } : {},
  );
  return answer.blob();
}

export async function downloadResult(place: ResultPlace, file: ResultFile): Promise<void> {
  try {
    download(file.path.split("/").at(-1) ?? file.path, await fetchResult(place, file.path), "application/octet-stream");
  } catch (error) {
    tellError(`${file.path} could not be downloaded`, error);
  }
}

export function ResultView({ place, file, fresh }: { place: ResultPlace; file: ResultFile; fresh: string }) {
  const found = viewerFor(file);
  const content = useQuery({
    queryKey: [...keys.resultFile(place.run, place.task, place.mapIndex, file.path), file.size, fresh],
    queryFn: ({ signal }) => fetchResult(place, file.path, signal),
    enabled: found !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    structuralSharing: false,
  });
  if (!found) {
    return (
      <EmptyState title={file.path} text={`This file of ${bytes(file.size)} cannot be shown here.`}>
        <Button
          variant="default"
          leftSection={<IconDownload size={15} />}
          onClick={() => void downloadResult(place, file)}
        >
          Download
        </Button>
      </EmptyState>
    );
  }
  if (content.isPending) return <Loading what={`Fetching ${file.path}`} />;
  if (content.isError)
    return (
      <ErrorState
        error={content.error}
        what={`${file.path} could not be fetched`}
        onRetry={() => void content.refetch()}
      />
    );
  const { Viewer } = found;
  return (
    <Suspense fallback={<Loading />}>
      <Viewer name={file.path} content={content.data} />
    </Suspense>
  );
}
