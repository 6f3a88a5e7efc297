const TOKEN =
  /\s*(?:([[\]{},]|:(?= ))|"([^"\\]*)"(:(?=\s|$))?|'([^']*)'|([\p{L}\p{N}_+./~(-][^,[\]{}:#"'&*!|>%@`]*))\s*/uy;

interface Token {
  readonly mark: string | null;
  readonly text: string;
}

function tokens(text: string): Token[] | undefined {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    const [, mark = null, double, colon, single, plain] = match;
    found.push({ mark, text: double ?? single ?? plain?.trim() ?? '' });
    if (colon !== undefined) found.push({ mark: ':', text: '' });
  }
  return found;
}

/** Reads tokens of one flow collection from the front; undefined when they are none. */
function collection(from: Token[]): unknown {
  const open = from.shift()?.mark;
  const items: unknown[] = [];
  const fields = new Map<string, unknown>();
  const close = open === '{' ? '}' : ']';
  for (let first = true; ; first = false) {
    if (first && from[0]?.mark === close) break;
    if (open === '{') {
      const key = from.shift();
      if (key === undefined || key.mark !== null || from.shift()?.mark !== ':' || fields.has(key.text))
        return undefined;
      const value = flowValue(from);
      if (value === undefined) return undefined;
      fields.set(key.text, value);
    } else {
      const item = flowValue(from);
      if (item === undefined) return undefined;
      items.push(item);
    }
    if (from[0]?.mark === close) break;
    if (from.shift()?.mark !== ',') return undefined;
  }
  from.shift();
  return open === '{' ? Object.fromEntries(fields) : items;
}

function flowValue(from: Token[]): unknown {
  const mark = from[0]?.mark;
  if (mark === '{' || mark === '[') return collection(from);
  return mark === null ? from.shift()?.text : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A YAML flow collection on one line, or JSON; undefined when it is anything that a full parser should read. */
export function parsePlainFlow(text: string): unknown {
  if (text.startsWith('{"')) {
    const json = parseJson(text);
    if (json !== undefined) return json;
  }
  const found = tokens(text);
  if (found === undefined) return undefined;
  const value = collection(found);
  return found.length === 0 ? value : undefined;
}
