/** The text of a build log as its pieces arrive: twice, late or with a hole before them. Offsets count characters. */

export interface BuildText {
  text: string;
  /** Characters as the builder counts them: one for each code point. */
  length: number;
}

export const NO_TEXT: BuildText = { text: "", length: 0 };

/** The text with a piece that begins at `offset`; null when something before it is missing. */
export function withPiece(known: BuildText, offset: number, piece: string): BuildText | null {
  if (offset > known.length) return null;
  const fresh = [...piece].slice(known.length - offset);
  if (fresh.length === 0) return known;
  return { text: known.text + fresh.join(""), length: known.length + fresh.length };
}
