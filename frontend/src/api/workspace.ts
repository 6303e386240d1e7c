/** The workspace this person works in: the first one of theirs. Sharing several comes with its own switcher. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { workspacesQuery } from "./queries";

export function useWorkspaceId(): string {
  const { data } = useSuspenseQuery(workspacesQuery);
  const first = data[0];
  if (!first) throw new Error("This account has no workspace. Ask the person who invited you.");
  return first.id;
}
