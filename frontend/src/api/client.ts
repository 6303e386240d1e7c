/** One way to the gateway: bearer token in, JSON or a readable error out. */
import { accessToken, signOut } from "./session";

export const API = "/api/v1";

export interface FieldError {
  path: string;
  code: string;
  message: string;
}

/** A refusal by the gateway (RFC 9457). `status` 0 means that the gateway could not be reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly errors: FieldError[];

  constructor(status: number, message: string, errors: FieldError[] = []) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.errors = errors;
  }
}

interface CallOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Call a route and return its raw answer; throws ApiError for everything that is not 2xx. */
export async function call(path: string, options: CallOptions = {}): Promise<Response> {
  const token = accessToken();
  const headers: Record<string, string> = { Accept: "application/json, */*", ...options.headers };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  let answer: Response;
  try {
    answer = await fetch(API + path, {
      method: options.method ?? "GET",
      headers,
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ?? null,
      credentials: "omit",
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError(0, "The server cannot be reached. Your work stays here; try again when it is back.");
  }
  if (answer.ok) return answer;
  if (answer.status === 401 && token) signOut();
  throw await toError(answer);
}

async function toError(answer: Response): Promise<ApiError> {
  const problem = await answer.json().catch(() => null);
  const errors: FieldError[] = Array.isArray(problem?.errors) ? problem.errors : [];
  const detail = typeof problem?.detail === "string" ? problem.detail : undefined;
  return new ApiError(answer.status, detail ?? problem?.title ?? `The server answered ${answer.status}.`, errors);
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = await call(path, signal ? { signal } : {});
  return (await answer.json()) as T;
}

export async function send<T>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
): Promise<T> {
  const answer = await call(path, { method, body, ...(headers ? { headers } : {}) });
  if (answer.status === 204) return undefined as T;
  const text = await answer.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Every item of a list route, page after page. */
export async function getAll<T>(path: string, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const glue = path.includes("?") ? "&" : "?";
    const next: string = cursor ? `${path}${glue}cursor=${encodeURIComponent(cursor)}` : path;
    const page: { items?: T[]; next_cursor?: string | null } | T[] = await getJson(next, signal);
    if (Array.isArray(page)) return page;
    items.push(...(page.items ?? []));
    cursor = page.next_cursor ?? null;
  } while (cursor);
  return items;
}
