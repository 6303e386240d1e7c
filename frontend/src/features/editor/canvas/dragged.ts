/** The kind of thing that is dragged from the palette to the canvas. */
export const DRAGGED = "application/x-domino-operator";
