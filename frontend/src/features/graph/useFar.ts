/** Below half size a node shows less: its icon, its title, its state. */
import { useStore } from "@xyflow/react";

const FAR_ZOOM = 0.5;

export const useFar = (): boolean => useStore((state) => state.transform[2] < FAR_ZOOM);
