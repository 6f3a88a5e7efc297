import type { Signal } from '../model/signal.ts';
import type { InterpreterContext } from './message.ts';
import { MeterMoment, type MeterPlace, type Sample } from './meter-moment.ts';
import { parseTime } from './time.ts';

/** Sampled values read of one frame; a long StopTransaction.transactionData holds some hundreds. */
const MOST_SAMPLES = 4_096;
/** Reading contexts told apart inside one entry. */
const MOST_CONTEXTS = 8;

/** 1000 for a station whose Wh are kWh. */
export const registerScaleOf = ({ quirks }: InterpreterContext): number =>
  quirks?.includes('meter_in_kwh') === true ? 1_000 : 1;

/** A MeterValue of any OCPP version. */
export interface MeterEntry {
  readonly timestamp: string | undefined;
  readonly samples: Iterable<Sample>;
}

/**
 * One `meter` signal an entry, in order. Stations put the register of the begin and that of the end into one entry:
 * an entry with several reading contexts becomes one signal a context.
 */
export function pushMeterSignals(entries: Iterable<MeterEntry>, place: MeterPlace, signals: Signal[]): void {
  let left = MOST_SAMPLES;
  for (const entry of entries) {
    if (left <= 0) return;
    const first = new MeterMoment();
    let others: MeterMoment[] | null = null;
    for (const sample of entry.samples) {
      left -= 1;
      if (left < 0) break;
      const context = sample.context;
      if (context === undefined || first.context === null || first.context === context) {
        first.add(sample, place.registerScale);
        continue;
      }
      others ??= [];
      let moment = others.find((other) => other.context === context);
      if (moment === undefined && others.length < MOST_CONTEXTS) {
        moment = new MeterMoment();
        others.push(moment);
      }
      moment?.add(sample, place.registerScale);
    }
    const eventAt = parseTime(entry.timestamp);
    for (const moment of others === null ? [first] : [first, ...others])
      signals.push(moment.signal(place, eventAt), ...moment.readings(place, eventAt));
  }
}
