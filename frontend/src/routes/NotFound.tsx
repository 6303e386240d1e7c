/** An address that leads nowhere. */
import { IconMapQuestion } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { EmptyState } from "../ui/EmptyState";

export function NotFound() {
  return (
    <EmptyState icon={<IconMapQuestion size={24} />} title="Nothing is here" text="This address leads nowhere.">
      <Link to="/workflows">Go to the workflows</Link>
    </EmptyState>
  );
}
