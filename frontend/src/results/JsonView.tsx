/** JSON, indented; what is not JSON is shown as it is. */
import { CodeView } from "../ui/CodeView";
import { useText } from "./useText";
import type { ViewerProps } from "./viewer";

export default function JsonView({ name, content }: ViewerProps) {
  return <CodeView text={indented(useText(content))} language="json" name={name} />;
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
