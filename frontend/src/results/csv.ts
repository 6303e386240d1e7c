/** CSV as RFC 4180 describes it, forgiving about line ends and about which separator is used. */

export interface Table {
  columns: string[];
  rows: string[][];
  /** Columns in which every value is a number or empty. */
  numeric: boolean[];
}

const SEPARATORS = [",", ";", "\t", "|"];

export function readTable(text: string): Table {
  const records = readRecords(text.replace(/^\ufeff/, ""), separatorOf(text));
  const [columns = [], ...rows] = records;
  const numeric = columns.map(
    (_, at) => rows.length > 0 && rows.every((row) => isNumber(row[at] ?? "")) && rows.some((row) => row[at]),
  );
  return { columns, rows, numeric };
}

const isNumber = (text: string): boolean =>
  text.trim() === "" || /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?%?$/i.test(text.trim()) || /^(nan|inf)$/i.test(text);

function separatorOf(text: string): string {
  const head = text.slice(0, text.indexOf("\n") >>> 0);
  const counts = SEPARATORS.map((separator) => head.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ",";
}

function readRecords(text: string, separator: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"' && field === "") quoted = true;
    else if (letter === separator) {
      record.push(field);
      field = "";
    } else if (letter === "\n") {
      record.push(field.endsWith("\r") ? field.slice(0, -1) : field);
      records.push(record);
      record = [];
      field = "";
    } else field += letter;
  }
  if (field !== "" || record.length > 0) records.push([...record, field]);
  return records;
}
