import type { Arrival } from '@firstcharge/collector/model/arrival.ts';
import { z } from 'zod';

/** A transaction that has not ended, as far as its messages tell. */
export type RunningCharge =
  | {
      readonly version: '1.6';
      readonly station: string;
      readonly connector: number;
      readonly transaction: number;
      /** What the meter showed last, Wh. */
      readonly register: number;
    }
  | {
      readonly version: '2.0.1';
      readonly station: string;
      readonly evse: number;
      readonly transaction: string;
      readonly sequence: number;
    };

const started16 = z.object({ connectorId: z.int(), meterStart: z.number() });
const accepted16 = z.object({ transactionId: z.int() });
const stopped16 = z.object({ transactionId: z.int() });
const metered16 = z.object({
  connectorId: z.int(),
  transactionId: z.int(),
  meterValue: z.array(
    z.object({ sampledValue: z.array(z.object({ value: z.string(), measurand: z.string().optional() })) }),
  ),
});
const event201 = z.object({
  eventType: z.enum(['Started', 'Updated', 'Ended']),
  seqNo: z.int(),
  transactionInfo: z.object({ transactionId: z.string() }),
  evse: z.object({ id: z.int() }).optional(),
});

const REGISTER = 'Energy.Active.Import.Register';

/** Follows the transactions of stations that speak OCPP 1.6 and 2.0.1; those of stations that are away are left out. */
export class RunningCharges {
  readonly #charges = new Map<string, { readonly charge: RunningCharge; readonly heardAt: number }>();
  /** StartTransaction that waits for its answer, by station and message id. */
  readonly #asked = new Map<string, z.infer<typeof started16>>();

  #now = 0;

  see(arrival: Arrival): void {
    this.#now = arrival.receivedAt;
    if (arrival.kind === 'connection' && arrival.event === 'disconnect') this.#away(arrival.station);
    if (arrival.kind !== 'frame' || arrival.frame === null) return;
    const { station, frame } = arrival;
    const [kind, id] = frame;
    if (kind === 3) return this.#answered(station, `${station} ${String(id)}`, frame[2]);
    if (kind !== 2 || arrival.direction !== 'from_station') return;
    this.#called(station, `${station} ${String(id)}`, frame[2], frame[3]);
  }

  /** Those that were heard of since `since` (ms): a charge that fell silent before ended without a word. */
  heardSince(since: number): RunningCharge[] {
    return [...this.#charges.values()].flatMap(({ charge, heardAt }) => (heardAt >= since ? [charge] : []));
  }

  #runs(charge: RunningCharge): void {
    this.#charges.set(`${charge.station} ${charge.transaction}`, { charge, heardAt: this.#now });
  }

  #away(station: string): void {
    for (const [key, { charge }] of this.#charges) if (charge.station === station) this.#charges.delete(key);
  }

  #called(station: string, call: string, action: unknown, payload: unknown): void {
    switch (action) {
      case 'StartTransaction': {
        const start = started16.safeParse(payload);
        if (start.success) this.#asked.set(call, start.data);
        return;
      }
      case 'StopTransaction': {
        const stop = stopped16.safeParse(payload);
        if (stop.success) this.#charges.delete(`${station} ${stop.data.transactionId}`);
        return;
      }
      case 'MeterValues': {
        const metered = metered16.safeParse(payload);
        if (metered.success) this.#metered(station, metered.data);
        return;
      }
      case 'TransactionEvent': {
        const event = event201.safeParse(payload);
        if (event.success) this.#told(station, event.data);
        return;
      }
      default:
    }
  }

  #answered(station: string, call: string, payload: unknown): void {
    const start = this.#asked.get(call);
    this.#asked.delete(call);
    const answer = accepted16.safeParse(payload);
    if (start === undefined || !answer.success) return;
    const { transactionId: transaction } = answer.data;
    this.#runs({
      version: '1.6',
      station,
      connector: start.connectorId,
      transaction,
      register: start.meterStart,
    });
  }

  #metered(station: string, { connectorId, transactionId, meterValue }: z.infer<typeof metered16>): void {
    const values = meterValue.flatMap(({ sampledValue }) => sampledValue);
    const shown = values.findLast(({ measurand }) => (measurand ?? REGISTER) === REGISTER);
    if (shown === undefined) return;
    this.#runs({
      version: '1.6',
      station,
      connector: connectorId,
      transaction: transactionId,
      register: Number(shown.value),
    });
  }

  #told(station: string, { eventType, seqNo, transactionInfo, evse }: z.infer<typeof event201>): void {
    const { transactionId: transaction } = transactionInfo;
    const key = `${station} ${transaction}`;
    const known = this.#charges.get(key)?.charge;
    const at = evse?.id ?? (known?.version === '2.0.1' ? known.evse : undefined);
    if (eventType === 'Ended') this.#charges.delete(key);
    else if (at !== undefined)
      this.#runs({ version: '2.0.1', station, evse: at, transaction, sequence: seqNo });
  }
}
