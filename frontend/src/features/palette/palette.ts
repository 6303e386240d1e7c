/** Actions that can be reached from anywhere by Ctrl+K: screens register theirs while they are open. */
import { useEffect, useRef } from "react";
import { create } from "zustand";
import { hasControl } from "../../ui/keys";

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

/** Ctrl+K opens and closes it, wherever the focus is. */
export function usePaletteKey(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!hasControl(event) || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      usePalette.setState(({ open }) => ({ open: !open }));
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

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
