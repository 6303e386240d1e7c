/** Says that what is shown may be old, since when, and what happens with work done meanwhile. */
import { IconCloudOff } from "@tabler/icons-react";
import { retryLive, useLiveStatus } from "../live/useLive";
import { clock } from "../ui/time";
import { useNow } from "../ui/useNow";
import { WarningBar } from "../ui/WarningBar";

const PATIENCE_MS = 2_000;

export function OfflineBar() {
  const { status, staleSince } = useLiveStatus();
  const now = useNow();
  // A short blink of the connection heals by itself and is nobody's concern.
  if (staleSince === null || status === "live" || now - staleSince < PATIENCE_MS) return null;
  return (
    <WarningBar icon={<IconCloudOff size={16} aria-hidden />}>
      <span>
        Not connected. What you see is from {clock(new Date(staleSince))}; you can go on working, nothing is lost.
      </span>
      <button type="button" onClick={retryLive}>
        Connect now
      </button>
    </WarningBar>
  );
}
