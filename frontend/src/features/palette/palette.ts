/** Actions that can be reached from anywhere by Ctrl+K: screens register theirs while they are open. */
import { useEffect, useRef } from "react";
import { create } from "zustand";

export interface Action {
  id: string;
  title: string;
  group: string;
  keys?: string;
  more?: string;
  run(): void;
}

interface PaletteState {
  open: boolean;
  /** By the screen that brought them, newest screen first. */
  sources: { owner: object; actions: () => Action[] }[];
}

export const usePalette = create<PaletteState>()(() => ({ open: false, sources: [] }));

export const openPalette = (): void => usePalette.setState({ open: true });
export const closePalette = (): void => usePalette.setState({ open: false });

/** Offer actions while mounted. They are asked for when the palette opens, so they may change all the time. */
export function useActions(actions: () => Action[]): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const owner = {};
    const source = { owner, actions: () => latest.current() };
    usePalette.setState(({ sources }) => ({ sources: [source, ...sources] }));
    return () => usePalette.setState(({ sources }) => ({ sources: sources.filter((other) => other.owner !== owner) }));
  }, []);
}
