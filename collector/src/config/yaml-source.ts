import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { failed, ok, type Result } from '../model/result.ts';
import { formatPath, type SourceError, type SourcePath, type SourceProblem } from './source-error.ts';

/** A YAML text that still knows its lines. */
export interface YamlSource {
  readonly document: Document;
  /** The problem with the line that its path, or the nearest part of it that exists, stands on. */
  locate(problem: SourceProblem): SourceError;
}

function offsetOf(document: Document, path: SourcePath, atKey: boolean): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const [index, step] of path.entries()) {
    if (isNode(node) && node.range) offset = node.range[0];
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) return offset;
      const { key, value } = pair;
      if (isNode(key) && key.range) offset = key.range[0];
      if (atKey && index === path.length - 1) return offset;
      node = value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      // An entry of a list has no key of its own: it is where it begins.
      if (isNode(node) && node.range) offset = node.range[0];
    } else return offset;
  }
  // A map's own range begins at its first key; people look for the key that it belongs to.
  return (isScalar(node) || isSeq(node)) && node.range && !isSeq(node) ? node.range[0] : offset;
}

/**
 * Reads YAML 1.2, or JSON. Every syntax error at once, with its line. `failsafe` leaves every value the text that was
 * written, so that an id `007` stays one (YAML 1.2 §10.1).
 */
export function parseYaml(
  file: string,
  text: string,
  schema: 'core' | 'failsafe' = 'core',
): Result<YamlSource, readonly SourceError[]> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, schema });
  const place = (offset: number): { file: string; line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0) {
    return failed(
      document.errors.map(({ pos, message, code }) => ({
        ...place(pos[0]),
        path: '',
        problem: message.replace(/\s+/g, ' ').trim(),
        fix: code === 'DUPLICATE_KEY' ? 'keep one of the two' : 'correct the YAML',
      })),
    );
  }
  return ok({
    document,
    locate: ({ path, atKey = false, problem, fix }) => ({
      ...place(offsetOf(document, path, atKey)),
      path: formatPath(path),
      problem,
      fix,
    }),
  });
}
