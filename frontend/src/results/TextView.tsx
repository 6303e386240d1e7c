/** Text as it is. */
import { CodeView } from "../ui/CodeView";
import { useText } from "./useText";
import type { ViewerProps } from "./viewer";

export default function TextView({ name, content }: ViewerProps) {
  return <CodeView text={useText(content)} language={name.endsWith(".py") ? "python" : "text"} name={name} />;
}
