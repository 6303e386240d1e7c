/** Shown only when something takes longer than a moment. */
import { Loader } from "@mantine/core";
import { useEffect, useState } from "react";

const A_MOMENT_MS = 300;

export function Loading({ what = "Opening" }: { what?: string }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setShown(true), A_MOMENT_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <div role="status" style={{ display: "grid", placeItems: "center", minHeight: 160, color: "var(--text-2)" }}>
      {shown && (
        <span style={{ display: "flex", gap: 8, alignItems: "center" }}>
          <Loader size={16} color="gray" aria-hidden />
          {what}…
        </span>
      )}
    </div>
  );
}
