/**
 * A log as it grows: pieces arrive with their byte offset, from answers and from the socket, twice, late or with a hole
 * between them, and become lines exactly once and in order.
 */

export const LEVELS = ["debug", "info", "warning", "error"] as const;
export type Level = (typeof LEVELS)[number];

export type Taken = "taken" | "known" | "gap";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const LINE =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)\s+(DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL)\s?(.*)$/s;
const WORDS: Record<string, Level> = {
  DEBUG: "debug",
  INFO: "info",
  WARN: "warning",
  WARNING: "warning",
  ERROR: "error",
  CRITICAL: "error",
};

export class LogBuffer {
  /** Complete lines; the last one may still grow and is in `partial`. */
  readonly lines: string[] = [];
  readonly levels: Level[] = [];
  partial = "";
  /** The first byte that is not here yet. */
  nextOffset = 0;

  /** Take a piece that begins at byte `offset`. A gap changes nothing: fetch from `nextOffset` instead. */
  append(offset: number, text: string): Taken {
    if (offset > this.nextOffset) return "gap";
    const bytes = encoder.encode(text);
    const known = this.nextOffset - offset;
    if (known >= bytes.length) return "known";
    const fresh = known === 0 ? text : decoder.decode(bytes.subarray(known));
    this.nextOffset = offset + bytes.length;
    const parts = (this.partial + fresh).split("\n");
    this.partial = parts.pop() ?? "";
    for (const line of parts) this.push(line.endsWith("\r") ? line.slice(0, -1) : line);
    return "taken";
  }

  get length(): number {
    return this.lines.length + (this.partial === "" ? 0 : 1);
  }

  lineAt(index: number): string {
    return this.lines[index] ?? this.partial;
  }

  levelAt(index: number): Level {
    return this.levels[index] ?? levelOf(this.partial) ?? this.levels.at(-1) ?? "info";
  }

  private push(line: string): void {
    this.lines.push(line);
    // Lines without a head, such as a traceback, belong to the one before.
    this.levels.push(levelOf(line) ?? this.levels.at(-1) ?? "info");
  }
}

function levelOf(line: string): Level | null {
  const word = LINE.exec(line)?.[2];
  return word ? (WORDS[word] ?? null) : null;
}

export interface LogLine {
  time: string | null;
  level: Level | null;
  text: string;
}

/** A line as it is shown: time, level, and the rest without terminal colours. */
export function readLine(line: string): LogLine {
  const match = LINE.exec(line);
  const text = withoutColours(match?.[3] ?? line);
  return { time: match?.[1] ?? null, level: match?.[2] ? (WORDS[match[2]] ?? null) : null, text };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colour codes begin with the escape character
const COLOURS = /\u001b\[[0-9;?]*[A-Za-z]/g;

export const withoutColours = (text: string): string => text.replaceAll(COLOURS, "");

/** The lines to show: those at `least` or above that contain the words. Null means: all of them. */
export function filtered(buffer: LogBuffer, least: Level, query: string): number[] | null {
  const lowest = LEVELS.indexOf(least);
  const words = query.trim().toLowerCase();
  if (lowest === 0 && words === "") return null;
  const found: number[] = [];
  for (let index = 0; index < buffer.length; index += 1) {
    if (LEVELS.indexOf(buffer.levelAt(index)) < lowest) continue;
    if (words === "" || buffer.lineAt(index).toLowerCase().includes(words)) found.push(index);
  }
  return found;
}
