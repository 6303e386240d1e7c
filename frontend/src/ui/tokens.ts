/** Enough of a scanner to colour Python and JSON for reading. */

export type Language = "python" | "json" | "text";

export interface Token {
  kind: "plain" | "keyword" | "text" | "number" | "comment";
  text: string;
  at: number;
}

const PYTHON =
  /(?<comment>#[^\n]*)|(?<text>[rbfu]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))|(?<keyword>\b(?:from|import|as|with|def|class|return|if|else|for|in|not|and|or|None|True|False|lambda|try|except|raise)\b)|(?<number>\b\d[\d_.]*(?:e[+-]?\d+)?\b)/g;
const JSON_TOKENS =
  /(?<text>"(?:\\.|[^"\\])*")|(?<keyword>\b(?:true|false|null)\b)|(?<number>-?\b\d[\d.]*(?:[eE][+-]?\d+)?\b)/g;

/** The text in parts; joined together they are the text again. */
export function tokens(text: string, language: Language): Token[] {
  if (language === "text") return [{ kind: "plain", text, at: 0 }];
  const parts: Token[] = [];
  let at = 0;
  for (const match of text.matchAll(language === "python" ? PYTHON : JSON_TOKENS)) {
    if (match.index > at) parts.push({ kind: "plain", text: text.slice(at, match.index), at });
    const kind = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined)?.[0] as Token["kind"];
    parts.push({ kind, text: match[0], at: match.index });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ kind: "plain", text: text.slice(at), at });
  return parts;
}
