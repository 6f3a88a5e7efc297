import type { Station } from '../station/station.ts';
import type { Dialect } from './dialect.ts';
import { V16 } from './v16.ts';
import { V201 } from './v201.ts';

/** The dialect of a station's protocol. */
export const dialectOf = (station: Station): Dialect =>
  station.plan.protocol === 'ocpp1.6' ? new V16(station) : new V201(station);
