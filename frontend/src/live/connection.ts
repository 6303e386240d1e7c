/**
 * The one websocket of this tab: signs in by its first message, keeps the wanted topics subscribed, and comes back by
 * itself with growing, jittered pauses.
 */
import type { ClientFrame, ServerFrame } from "./protocol";
import { readFrame } from "./protocol";

export type LiveStatus = "idle" | "connecting" | "live" | "offline";

/** The part of a browser WebSocket that is used, so that tests can bring their own. */
export interface Socket {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((message: { data: string }) => void) | null;
  onclose: (() => void) | null;
}

export interface Surroundings {
  open(): Socket;
  token(): string | null;
  after(milliseconds: number, action: () => void): () => void;
  random(): number;
  now(): number;
}

export interface Listener {
  onFrame(frame: ServerFrame): void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
const PING_EVERY_MS = 20_000;
const SILENCE_MS = 45_000;

/** How long to wait before attempt `n` (from 0): doubles up to a ceiling, then half of it is left to chance. */
export function pauseBefore(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
  return ceiling / 2 + (ceiling / 2) * random;
}

export class LiveConnection {
  private readonly world: Surroundings;
  private readonly topics = new Map<string, Set<Listener>>();
  private readonly watchers = new Set<() => void>();
  private socket: Socket | null = null;
  private attempt = 0;
  private cancelTimer: (() => void) | null = null;
  private lastHeard = 0;
  private state: { status: LiveStatus; staleSince: number | null } = { status: "idle", staleSince: null };

  constructor(world: Surroundings) {
    this.world = world;
  }

  /** Listen to a topic; the answer stops listening. The last listener to leave unsubscribes. */
  subscribe(topic: string, listener: Listener): () => void {
    const known = this.topics.get(topic);
    if (known) {
      known.add(listener);
      if (this.state.status === "live") this.send({ type: "subscribe", topic });
    } else {
      this.topics.set(topic, new Set([listener]));
      if (this.state.status === "live") this.send({ type: "subscribe", topic });
    }
    if (!this.socket && !this.cancelTimer) this.connect();
    return () => this.leave(topic, listener);
  }

  snapshot = (): { status: LiveStatus; staleSince: number | null } => this.state;

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** Try at once instead of waiting for the pause to end. */
  retryNow(): void {
    if (this.socket) return;
    this.cancelTimer?.();
    this.cancelTimer = null;
    this.attempt = 0;
    if (this.topics.size > 0) this.connect();
  }

  close(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
    const socket = this.socket;
    this.socket = null;
    if (socket) socket.onclose = null;
    socket?.close();
    this.move("idle");
  }

  private leave(topic: string, listener: Listener): void {
    const listeners = this.topics.get(topic);
    if (!listeners?.delete(listener) || listeners.size > 0) return;
    this.topics.delete(topic);
    if (this.state.status === "live") this.send({ type: "unsubscribe", topic });
  }

  private connect(): void {
    const token = this.world.token();
    if (!token) return;
    if (this.state.status !== "offline") this.move("connecting");
    const socket = this.world.open();
    this.socket = socket;
    socket.onopen = () => {
      this.send({ type: "auth", token });
      for (const topic of this.topics.keys()) this.send({ type: "subscribe", topic });
      this.lastHeard = this.world.now();
      this.keepAlive(socket);
    };
    socket.onmessage = (message) => this.receive(message.data);
    socket.onclose = () => this.lost(socket);
  }

  private receive(text: string): void {
    this.lastHeard = this.world.now();
    const frame = readFrame(text);
    if (frame.type === "subscribed" || frame.type === "pong") {
      this.attempt = 0;
      this.move("live");
    }
    if (!("topic" in frame) || frame.topic === undefined) return;
    for (const listener of this.topics.get(frame.topic) ?? []) listener.onFrame(frame);
  }

  private lost(socket: Socket): void {
    if (socket !== this.socket) return;
    this.socket = null;
    this.move("offline");
    if (this.topics.size === 0 || !this.world.token()) return;
    const pause = pauseBefore(this.attempt, this.world.random());
    this.attempt += 1;
    this.cancelTimer?.();
    this.cancelTimer = this.world.after(pause, () => {
      this.cancelTimer = null;
      this.connect();
    });
  }

  private keepAlive(socket: Socket): void {
    this.cancelTimer?.();
    this.cancelTimer = this.world.after(PING_EVERY_MS, () => {
      if (socket !== this.socket) return;
      // A half-open connection says nothing at all; closing it is what brings it back.
      if (this.world.now() - this.lastHeard > SILENCE_MS) {
        socket.close();
        this.lost(socket);
        return;
      }
      this.send({ type: "ping" });
      this.keepAlive(socket);
    });
  }

  private send(frame: ClientFrame): void {
    this.socket?.send(JSON.stringify(frame));
  }

  private move(status: LiveStatus): void {
    if (status === this.state.status) return;
    const staleSince = status === "offline" ? (this.state.staleSince ?? this.world.now()) : null;
    this.state = { status, staleSince: status === "connecting" ? this.state.staleSince : staleSince };
    for (const watcher of this.watchers) watcher();
  }
}
