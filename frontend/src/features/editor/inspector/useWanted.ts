/** Puts the cursor where a problem is: finds the field by its pointer, or the nearest field around it. */
import { useEffect } from "react";
import { useEditorUi } from "../editor";

export function useWanted(): void {
  const wanted = useEditorUi((state) => state.wanted);
  useEffect(() => {
    if (!wanted) return;
    // The panel may have to be drawn first when another task was selected.
    const frame = requestAnimationFrame(() => {
      const field = nearestField(wanted.pointer);
      field?.scrollIntoView({ block: "center" });
      const control =
        field?.querySelector<HTMLElement>("input, select, textarea, [id]:is(button)") ??
        field?.querySelector<HTMLElement>("button");
      control?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted]);
}

function nearestField(pointer: string): HTMLElement | null {
  for (let here = pointer; here !== ""; here = here.slice(0, here.lastIndexOf("/"))) {
    const field = document.querySelector<HTMLElement>(`[data-pointer="${CSS.escape(here)}"]`);
    if (field) return field;
  }
  return null;
}
