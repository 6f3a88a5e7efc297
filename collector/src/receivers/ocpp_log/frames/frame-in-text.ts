/** `[2,"id"`, `[3, \"id\"`, `[2,123,"Action"`: the beginning of an OCPP-J frame, also inside a quoted text. */
const BEGIN = /\[\s*[2-6]\s*,\s*(?:(\\)?"|-?\d+\s*,\s*(\\)?["{])/;

/** A frame inside a longer text. */
export interface FrameInText {
  readonly before: string;
  /** The frame's text; up to the end when it is not closed. */
  readonly text: string;
  readonly after: string;
  readonly closed: boolean;
}

/** Index behind the JSON array or object that begins at `from`; null when it does not end. */
export function endOfJson(text: string, from: number): number | null {
  let depth = 0;
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) {
      index += 1;
      while (index < text.length && text.charCodeAt(index) !== 0x22)
        index += text.charCodeAt(index) === 0x5c ? 2 : 1;
    } else if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return null;
}

/** JSON text as JSON; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text of a frame as a frame; null when it is no array. */
export function parseFrame(text: string): readonly unknown[] | null {
  const value = parseJson(text);
  return Array.isArray(value) ? value : null;
}

/** A text in which quotes are escaped, with the escapes taken off; null when they do not fit. */
function unescaped(text: string): string | null {
  const value = parseJson(`"${text}"`);
  return typeof value === 'string' ? value : null;
}

/** The first OCPP-J frame in a text, null when none begins. */
export function findFrame(text: string): FrameInText | null {
  const match = BEGIN.exec(text);
  if (match === null) return null;
  const before = text.slice(0, match.index);
  if ((match[1] ?? match[2]) !== undefined) {
    const last = text.lastIndexOf(']');
    const plain = unescaped(text.slice(match.index, last + 1));
    if (plain !== null) return { before, text: plain, after: text.slice(last + 1), closed: true };
  }
  const end = endOfJson(text, match.index);
  if (end === null) return { before, text: text.slice(match.index), after: '', closed: false };
  return { before, text: text.slice(match.index, end), after: text.slice(end), closed: true };
}
