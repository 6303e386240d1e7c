/** Text as it is. */
import { CodeView } from "../ui/CodeView";
import type { ViewerProps } from "./viewer";
import { useText } from "./useText";

export default function TextView({ name, content }: ViewerProps) {
  return <CodeView text={useText(content)} language={name.endsWith(".py") ? "python" : "text"} name={name} />;
}
