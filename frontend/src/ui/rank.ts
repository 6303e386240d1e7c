/** The one ranking behind every search of the page: whole words and beginnings first, scattered letters last. */

export interface Searchable {
  /** What is looked at first, usually the name. */
  title: string;
  /** What is looked at when the title says nothing: description, tags, repository. */
  more?: string;
}

/** 0 = no match; the higher the better. Every word of the query must be found somewhere. */
export function score(query: string, item: Searchable): number {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  let total = 1;
  for (const word of words) {
    const found = Math.max(inText(word, item.title) * 4, inText(word, item.more ?? ""), scattered(word, item.title));
    if (found === 0) return 0;
    total += found;
  }
  return total;
}

export function search<Item>(query: string, items: readonly Item[], read: (item: Item) => Searchable): Item[] {
  if (query.trim() === "") return [...items];
  return items
    .map((item, index) => ({ item, index, score: score(query, read(item)) }))
    .filter((entry) => entry.score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map((entry) => entry.item);
}

function inText(word: string, text: string): number {
  const lower = text.toLowerCase();
  const at = lower.indexOf(word);
  if (at < 0) return 0;
  if (at === 0) return lower.length === word.length ? 40 : 30;
  return /[\s_\-/.]/.test(lower[at - 1] ?? "") ? 20 : 10;
}

function scattered(word: string, text: string): number {
  let at = -1;
  for (const letter of word) {
    at = text.toLowerCase().indexOf(letter, at + 1);
    if (at < 0) return 0;
  }
  return word.length > 1 ? 1 : 0;
}
