import type { FlowFigures } from './flow-figures.ts';
import type { PaymentMethodFigures } from './report.ts';
import { Tally } from './tally.ts';
import type { VisitFigures } from './visit-figures.ts';

/** Flows and visits by how the driver identified or paid; a visit counts for the method of its first flow. */
export class PaymentMethods {
  readonly #tallies = new Map<string | null, Tally>();

  addFlow(flow: FlowFigures): void {
    this.#tally(flow.paymentMethod).addFlow(flow);
  }

  addVisit(visit: VisitFigures): void {
    this.#tally(visit.paymentMethod).addVisit(visit);
  }

  /** Those with most flows first; empty where nothing tells how anybody paid. */
  figures(): readonly PaymentMethodFigures[] {
    if ([...this.#tallies.keys()].every((method) => method === null)) return [];
    return [...this.#tallies]
      .map(([payment_method, tally]) => ({ payment_method, ...tally.figures() }))
      .sort(
        (one, other) =>
          other.flows - one.flows || ((one.payment_method ?? '') < (other.payment_method ?? '') ? -1 : 1),
      );
  }

  #tally(method: string | null): Tally {
    const tally = this.#tallies.get(method) ?? new Tally();
    this.#tallies.set(method, tally);
    return tally;
  }
}
