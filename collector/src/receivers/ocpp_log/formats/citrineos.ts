import { objectLines, objectOf } from '../records/object-lines.ts';
import { headerNames, headerOf, TableLines } from '../records/table-lines.ts';
import type { Columns } from '../records/columns.ts';
import type { LogFormat } from './format.ts';

const COLUMNS: Columns = {
  station: 'stationId',
  time: 'timestamp',
  direction: 'origin',
  frame: 'message',
  action: 'action',
  message_id: 'correlationId',
  // `Request` or `Response` since 2025; `type` in versions that keep the payload alone.
  type: 'state',
};
const SIGNS = ['stationId', 'origin', 'message', 'timestamp'];

const hasSigns = (names: readonly string[]): boolean => SIGNS.every((sign) => names.includes(sign));

/**
 * The table `OCPPMessages` of CitrineOS as CSV, JSON lines or a JSON array (github.com/citrineos/citrineos-core,
 * 01_Data/src/layers/sequelize/model/OCPPMessage.ts: stationId, correlationId, origin `cs` or `csms`, state, protocol,
 * action, message, timestamp). `message` is the frame, or the payload of a frame whose rest is in the other columns.
 */
export const citrineos: LogFormat = {
  name: 'citrineos',
  title: 'CitrineOS message table',
  unordered: true,
  detect: (lines) => {
    const object = objectOf(headerOf(lines));
    return hasSigns(object === null ? headerNames(lines) : Object.keys(object)) ? 0.95 : 0;
  },
  open: (settings, sample) => {
    const columns = { ...COLUMNS, ...settings.columns };
    if (objectOf(headerOf(sample)) !== null) return objectLines(settings, columns);
    return new TableLines({ ...settings, columns }, sample);
  },
};
