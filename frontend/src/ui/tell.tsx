/** Short messages at the edge of the page that never block anything. */
import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";

export function tell(message: ReactNode): void {
  notifications.show({ message, color: "gray", autoClose: 4000, withCloseButton: true, closeButtonProps: { "aria-label": "Close" } });
}

export function tellError(what: string, error: unknown): void {
  notifications.show({
    title: what,
    message: error instanceof Error ? error.message : String(error),
    color: "red",
    autoClose: 10_000,
    closeButtonProps: { "aria-label": "Close" },
  });
}
