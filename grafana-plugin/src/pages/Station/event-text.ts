import type { StationDetail } from '../../api/types.ts';
import { words } from '../../format/format.ts';

type StationEvent = StationDetail['events'][number];

export const eventKey = ({ at, kind, evse, connector, detail }: StationEvent): string =>
  `${at} ${kind} ${evse} ${connector} ${detail}`;

/** `fault F36: SLAC or PLC`, `boot power up`: the id is what alerts and metrics have, the name is for people. */
export const eventText = ({ kind, detail, name }: Pick<StationEvent, 'kind' | 'detail' | 'name'>): string =>
  `${words(kind)} ${words(detail)}${name === null ? '' : `: ${name}`}`;
