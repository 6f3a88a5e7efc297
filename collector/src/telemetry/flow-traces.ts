import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Outcome } from '../model/outcome.ts';
import { type EarlierFlow, flowSpans } from './flow-spans.ts';

/** Plain, JSON-safe form: visits with the flows seen so far, oldest first. */
export type FlowTracesSnapshot = readonly (readonly [string, readonly EarlierFlow[]])[];

/** Turns outcomes into spans, remembering the flows of open visits so that a retry links to what came before. */
export class FlowTraces {
  readonly #resource: Resource;
  readonly #maxVisits: number;
  readonly #visits: Map<string, readonly EarlierFlow[]>;

  constructor(resource: Resource, snapshot: FlowTracesSnapshot = [], maxVisits = 20_000) {
    this.#resource = resource;
    this.#maxVisits = maxVisits;
    this.#visits = new Map(snapshot);
  }

  /** Spans of every flow that settled, in order. */
  spansOf(outcomes: readonly Outcome[]): ReadableSpan[] {
    const spans: ReadableSpan[] = [];
    for (const outcome of outcomes) {
      if (outcome.kind === 'visit_ended') this.#visits.delete(outcome.visit.id);
      if (outcome.kind !== 'flow_settled') continue;
      const { flow } = outcome;
      const earlier = this.#visits.get(flow.visit) ?? [];
      for (const span of flowSpans(flow, this.#resource, earlier)) spans.push(span);
      this.#remember(flow.visit, [...earlier.slice(-9), { id: flow.id, traceId: flow.traceId }]);
    }
    return spans;
  }

  snapshot(): FlowTracesSnapshot {
    return [...this.#visits];
  }

  #remember(visit: string, flows: readonly EarlierFlow[]): void {
    this.#visits.delete(visit);
    this.#visits.set(visit, flows);
    for (const oldest of this.#visits.keys()) {
      if (this.#visits.size <= this.#maxVisits) return;
      this.#visits.delete(oldest);
    }
  }
}
