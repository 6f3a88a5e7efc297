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

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/** Looks for the end of a JSON array or object whose text comes in pieces; each character is looked at once. */
export class JsonEnd {
  #depth = 0;
  #inText = false;
  #escaped = false;

  /** Index in `text` behind the end; null when it is not in this piece. The first piece begins with the bracket. */
  find(text: string, from = 0): number | null {
    for (let index = from; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (this.#inText) {
        if (this.#escaped) this.#escaped = false;
        else if (code === BACKSLASH) this.#escaped = true;
        else if (code === QUOTE) this.#inText = false;
      } else if (code === QUOTE) this.#inText = true;
      else if (code === OPEN_LIST || code === OPEN) this.#depth += 1;
      else if (code === CLOSE_LIST || code === CLOSE) {
        this.#depth -= 1;
        if (this.#depth === 0) return index + 1;
      }
    }
    return null;
  }
}

/** Index behind the JSON array or object that begins at `from`; null when it does not end. */
export const endOfJson = (text: string, from: number): number | null => new JsonEnd().find(text, from);

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
