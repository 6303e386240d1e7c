/** Live topics for components: subscribe, fetch again once subscribed, then patch the cache with what arrives. */
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { API } from "../api/client";
import { accessToken, onSessionChange } from "../api/session";
import { applyEvent } from "./apply";
import { LiveConnection, type Socket } from "./connection";
import type { LiveEvent, ServerFrame } from "./protocol";

const connection = new LiveConnection({
  open: () => {
    const address = new URL(`${API}/live`, window.location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    return new WebSocket(address) as unknown as Socket;
  },
  token: accessToken,
  after: (milliseconds, action) => {
    const timer = window.setTimeout(action, milliseconds);
    return () => window.clearTimeout(timer);
  },
  random: Math.random,
  now: Date.now,
});

onSessionChange(() => {
  connection.close();
  if (accessToken()) connection.retryNow();
});
if (typeof window !== "undefined") window.addEventListener("online", () => connection.retryNow());

export function useLiveStatus() {
  return useSyncExternalStore(connection.watch, connection.snapshot);
}

export const retryLive = (): void => connection.retryNow();

/**
 * Keep `queries` true while mounted: the first answer and every `resync` fetch them again, and events that arrive
 * while a fetch is under way are applied once more on top of it.
 */
export function useTopic(topic: string | null, queries: readonly QueryKey[]): void {
  const cache = useQueryClient();
  const wanted = useRef(queries);
  wanted.current = queries;
  useEffect(() => {
    if (!topic) return;
    let fetching = false;
    let sinceFetch: LiveEvent[] = [];
    const refetch = async () => {
      fetching = true;
      sinceFetch = [];
      await Promise.all(wanted.current.map((queryKey) => cache.invalidateQueries({ queryKey, exact: true })));
      fetching = false;
      for (const event of sinceFetch) applyEvent(cache, event);
    };
    return connection.subscribe(topic, {
      onFrame(frame: ServerFrame) {
        if (frame.type === "subscribed" || frame.type === "resync") void refetch();
        if (frame.type !== "event") return;
        applyEvent(cache, frame);
        if (fetching) sinceFetch.push(frame);
      },
    });
  }, [topic, cache]);
}

/** Raw frames of a topic, for logs. */
export function useFrames(topic: string | null, onFrame: (frame: ServerFrame) => void): void {
  const latest = useRef(onFrame);
  latest.current = onFrame;
  useEffect(() => {
    if (!topic) return;
    return connection.subscribe(topic, { onFrame: (frame) => latest.current(frame) });
  }, [topic]);
}
