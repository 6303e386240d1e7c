/** A look into a repository: asked for once, answered when the live topic says so. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "../../api/client";
import { keys } from "../../api/keys";
import { previewQuery, upgradePreviewQuery } from "../../api/queries";
import type { Preview } from "../../api/types";
import { topics } from "../../live/protocol";
import { useTopic } from "../../live/useLive";

interface Asked {
  url?: string;
  ref: string;
}

/** Shared by installing and upgrading; `path` is where the question goes. */
function useAsking(workspace: string, path: string) {
  const [id, setId] = useState<string | null>(null);
  const asking = useMutation({
    mutationFn: (asked: Asked) => send<Preview>("POST", path, asked),
    onMutate: () => setId(null),
    onSuccess: (preview) => setId(preview.id),
  });
  useTopic(id ? topics.workspace(workspace) : null, id ? [keys.preview(workspace, id)] : []);
  return { id, ask: asking.mutate, isAsking: asking.isPending, error: asking.error, forget: () => setId(null) };
}

export function useLook(workspace: string) {
  const asking = useAsking(workspace, `/workspaces/${workspace}/previews`);
  const { data, error } = useQuery({ ...previewQuery(workspace, asking.id ?? ""), enabled: asking.id !== null });
  return { ...asking, error: asking.error ?? error, seen: asking.id ? data : undefined };
}

export function useUpgradeLook(workspace: string, repository: string) {
  const asking = useAsking(workspace, `/workspaces/${workspace}/repositories/${repository}/previews`);
  const { data, error } = useQuery({
    ...upgradePreviewQuery(workspace, repository, asking.id ?? ""),
    enabled: asking.id !== null,
  });
  return { ...asking, error: asking.error ?? error, seen: asking.id ? data : undefined };
}
