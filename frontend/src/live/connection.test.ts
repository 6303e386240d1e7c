import { describe, expect, test } from "vitest";
import { LiveConnection, pauseBefore, type Socket } from "./connection";
import type { ServerFrame } from "./protocol";
import { readFrame } from "./protocol";

function world() {
  const sockets: (Socket & { sent: { type: string; topic?: string }[] })[] = [];
  const timers: { at: number; action: () => void }[] = [];
  let now = 0;
  return {
    sockets,
    advance(milliseconds: number) {
      now += milliseconds;
      for (const timer of timers.splice(0)) {
        if (timer.at <= now) timer.action();
        else timers.push(timer);
      }
    },
    surroundings: {
      open() {
        const sent: { type: string; topic?: string }[] = [];
        const socket = {
          sent,
          send: (text: string) => void sent.push(JSON.parse(text)),
          close: () => undefined,
          onopen: null,
          onmessage: null,
          onclose: null,
        };
        sockets.push(socket);
        return socket;
      },
      token: () => "secret",
      after(milliseconds: number, action: () => void) {
        const timer = { at: now + milliseconds, action };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer) >>> 0, 1);
      },
      random: () => 0.5,
      now: () => now,
    },
  };
}

const answer = (socket: Socket, frame: object) => socket.onmessage?.({ data: JSON.stringify(frame) });

describe("live connection", () => {
  test("signs in with its first message and then subscribes", () => {
    const { sockets, surroundings } = world();
    new LiveConnection(surroundings).subscribe("run:1", { onFrame: () => undefined });
    sockets[0]?.onopen?.();
    expect(sockets[0]?.sent).toEqual([
      { type: "auth", token: "secret" },
      { type: "subscribe", topic: "run:1" },
    ]);
  });

  test("delivers frames of a topic to its listeners only", () => {
    const { sockets, surroundings } = world();
    const live = new LiveConnection(surroundings);
    const heard: ServerFrame[] = [];
    const other: ServerFrame[] = [];
    live.subscribe("run:1", { onFrame: (frame) => heard.push(frame) });
    live.subscribe("run:2", { onFrame: (frame) => other.push(frame) });
    sockets[0]?.onopen?.();
    answer(sockets[0] as Socket, { type: "subscribed", topic: "run:1" });
    expect(heard).toEqual([{ type: "subscribed", topic: "run:1" }]);
    expect(other).toEqual([]);
    expect(live.snapshot().status).toBe("live");
  });

  test("comes back after a loss and subscribes again to everything still wanted", () => {
    const { sockets, surroundings, advance } = world();
    const live = new LiveConnection(surroundings);
    const leave = live.subscribe("run:1", { onFrame: () => undefined });
    live.subscribe("run:2", { onFrame: () => undefined });
    sockets[0]?.onopen?.();
    answer(sockets[0] as Socket, { type: "subscribed", topic: "run:1" });
    leave();
    sockets[0]?.onclose?.();
    expect(live.snapshot()).toEqual({ status: "offline", staleSince: 0 });
    advance(1_000);
    sockets[1]?.onopen?.();
    expect(sockets[1]?.sent).toEqual([
      { type: "auth", token: "secret" },
      { type: "subscribe", topic: "run:2" },
    ]);
    answer(sockets[1] as Socket, { type: "subscribed", topic: "run:2" });
    expect(live.snapshot()).toEqual({ status: "live", staleSince: null });
  });

  test("keeps the moment since which things are stale over failed attempts", () => {
    const { sockets, surroundings, advance } = world();
    const live = new LiveConnection(surroundings);
    live.subscribe("run:1", { onFrame: () => undefined });
    advance(7);
    sockets[0]?.onclose?.();
    advance(1_000);
    sockets[1]?.onclose?.();
    expect(live.snapshot()).toEqual({ status: "offline", staleSince: 7 });
  });

  test("pauses grow, are jittered, and have a ceiling", () => {
    expect(pauseBefore(0, 0)).toBe(250);
    expect(pauseBefore(0, 1)).toBe(500);
    expect(pauseBefore(3, 1)).toBe(4_000);
    expect(pauseBefore(30, 1)).toBe(15_000);
  });

  test("a frame nobody understands is not an error", () => {
    expect(readFrame("not json")).toEqual({ type: "unknown" });
    expect(readFrame('{"type":"news"}')).toEqual({ type: "unknown" });
  });
});
