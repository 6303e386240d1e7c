/** What went wrong, where, and what to do. */
import { Button } from "@mantine/core";
import { IconCloudOff, IconLock, IconMoodPuzzled } from "@tabler/icons-react";
import { ApiError } from "../api/client";
import { EmptyState } from "./EmptyState";

interface Props {
  error: unknown;
  /** What was being done: `The workflow could not be opened`. */
  what: string;
  onRetry?: () => void;
}

export function ErrorState({ error, what, onRetry }: Props) {
  const status = error instanceof ApiError ? error.status : undefined;
  return (
    <div role="alert">
      <EmptyState icon={iconFor(status)} title={what} text={reason(error, status)}>
        {onRetry && <Button onClick={onRetry}>Try again</Button>}
      </EmptyState>
    </div>
  );
}

function iconFor(status: number | undefined) {
  if (status === 0) return <IconCloudOff size={24} />;
  if (status === 401 || status === 403) return <IconLock size={24} />;
  return <IconMoodPuzzled size={24} />;
}

function reason(error: unknown, status: number | undefined): string {
  if (status === 404) return "It does not exist, was deleted, or belongs to another workspace.";
  if (status === 403) return "Your role in this workspace does not allow this.";
  return error instanceof Error ? error.message : String(error);
}
