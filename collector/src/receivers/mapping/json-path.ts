import { JSONPathEnvironment, type JSONPathQuery, type JSONValue } from 'json-p3';
import { failed, ok, type Result } from '../../model/result.ts';
import { locationKey, type Location, type Scope } from './scope.ts';

/** Nesting below which `..` does not look: payloads come from a network. */
const DEEPEST = 64;

const environment = new JSONPathEnvironment({ maxRecursionDepth: DEEPEST });

/** A JSONPath (RFC 9535) that was checked. Nothing in it is ever run as code. */
export interface JsonPath {
  /** The nodes below `value`, which stands at `at` in the message. */
  select(value: JSONValue, at: Location): readonly JsonNode[];
}

export interface JsonNode {
  readonly value: JSONValue;
  readonly at: Location;
}

/** The error says what is wrong with the text. */
export function parseJsonPath(text: string): Result<JsonPath, string> {
  let query: JSONPathQuery;
  try {
    query = environment.compile(text);
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
  return ok({
    select(value, at) {
      try {
        return query.query(value).nodes.map((node) => ({ value: node.value, at: [...at, ...node.location] }));
      } catch {
        // Nested deeper than anything that is meant to be read.
        return [];
      }
    },
  });
}

/** The first node of a path in a scope, marked as used; undefined when there is none, or it is null. */
export function readPath(path: JsonPath, scope: Scope, of: 'item' | 'message'): JSONValue | undefined {
  const [node] = of === 'item' ? path.select(scope.item, scope.itemAt) : path.select(scope.message, []);
  if (node === undefined) return undefined;
  scope.used.add(locationKey(node.at));
  return node.value ?? undefined;
}
