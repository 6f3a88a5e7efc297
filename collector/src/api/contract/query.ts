import { Type, type TSchema } from 'typebox';
import { attribution, outcome, reasonName, stageName, visitResult } from './vocabulary.ts';

/** Most values that one filter may name. */
const MOST_VALUES = 50;

const some = <S extends TSchema>(word: S, description: string) =>
  Type.Optional(Type.Array(word, { maxItems: MOST_VALUES, description }));

const labels = (description: string) =>
  Type.Optional(
    Type.Array(Type.String({ minLength: 0, maxLength: 128 }), { maxItems: MOST_VALUES, description }),
  );

/** A stretch of time: moments, or a calendar period on the clock of a time zone. Neither: all that the ledger holds. */
export const timeQuery = {
  from: Type.Optional(
    Type.String({
      format: 'date-time',
      description: 'First moment. Flows and visits count when they begin.',
    }),
  ),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'The moment before which it ends.' })),
  period: Type.Optional(
    Type.String({
      pattern: '^\\d{4}(-(0[1-9]|1[0-2])(-\\d{2})?|-?Q[1-4])?$',
      description: 'A year, quarter, month or day instead of `from` and `to`.',
      examples: ['2026', '2026-Q3', '2026-11', '2026-11-05'],
    }),
  ),
  time_zone: Type.Optional(
    Type.String({
      maxLength: 64,
      description: 'IANA time zone of `period` and of hours; UTC unless given.',
      examples: ['America/Los_Angeles'],
    }),
  ),
};

/** Which equipment. Values of one filter are alternatives, filters narrow each other. */
export const placeQuery = {
  site: labels('Sites.'),
  station: labels('Stations.'),
  vendor: labels('Vendors.'),
  model: labels('Models.'),
  firmware: labels('Firmware, as it was when the flow began.'),
};

/** Which flows. */
export const flowQuery = {
  ...placeQuery,
  evse: Type.Optional(Type.Integer({ minimum: 0, maximum: 999, description: 'EVSE of a station.' })),
  connector: Type.Optional(Type.Integer({ minimum: 0, maximum: 999, description: 'Connector of an EVSE.' })),
  outcome: some(outcome, 'How flows ended.'),
  failed_stage: some(stageName, 'Where flows failed.'),
  reason: some(reasonName, 'Why flows failed.'),
  attribution: some(attribution, 'Who or what stopped the charge.'),
  visit_result: some(visitResult, 'What became of the visit that a flow belongs to.'),
};

/** Paging. */
export const pageQuery = (most: number, usual: number) => ({
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: most, default: usual, description: 'Items on a page.' }),
  ),
  cursor: Type.Optional(
    Type.String({ maxLength: 512, description: '`next_cursor` of the page before, with the same filters.' }),
  ),
});
