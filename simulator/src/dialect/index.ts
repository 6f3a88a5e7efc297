import type { Station } from '../station/station.ts';
import type { Dialect } from './dialect.ts';
import { V16 } from './v16.ts';
import { V201 } from './v201.ts';
import { V21 } from './v21.ts';

const DIALECTS = { 'ocpp1.6': V16, 'ocpp2.0.1': V201, 'ocpp2.1': V21 } as const;

/** The dialect of a station's protocol. */
export const dialectOf = (station: Station): Dialect => new DIALECTS[station.plan.protocol](station);
