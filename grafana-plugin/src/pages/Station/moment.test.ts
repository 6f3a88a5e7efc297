import type { Flow, IntervalPage } from '../../api/types.ts';
import { momentOf } from './moment.ts';

const at = Date.parse('2025-10-19T14:05:00Z');
const state = (name: string, start: string, end: string) => ({
  ...{ evse: 1, connector: 1, state: name, capable: true },
  start: `2025-10-19T${start}Z`,
  end: `2025-10-19T${end}Z`,
});
const intervals: IntervalPage = {
  items: [
    state('charging', '13:40:00', '14:05:00'),
    state('unknown', '14:05:00', '15:20:00'),
    state('available', '15:20:00', '16:00:00'),
  ],
  incapable: [{ evse: 1, connector: 1, start: '2025-10-19T14:00:00Z', end: null, cause: 'link_down' }],
  next_cursor: null,
};
const flow = (id: string, start: string, end: string): Flow => ({
  ...{
    id,
    trace_id: id,
    site: 'quay',
    station: 'Q',
    evse: 1,
    connector: 1,
    vendor: '',
    model: '',
    firmware: '',
  },
  ...{ outcome: 'interrupted', failed_stage: null, reason: null, attribution: null, stages: [], visit: '' },
  ...{
    attempt: 1,
    visit_result: null,
    energy_wh: 0,
    peak_w: null,
    rated_w: null,
    machine_start_seconds: null,
  },
  ...{ retries: 0, start: `2025-10-19T${start}Z`, end: `2025-10-19T${end}Z` },
});
const event = (time: string) => ({
  ...{ at: `2025-10-19T${time}Z`, kind: 'restart', evse: 0, connector: 0, detail: '', name: null },
});

test('a state that ends at a moment is over; the one that begins then holds, with what it was incapable by', () => {
  const { states } = momentOf(at, intervals, [], []);
  expect(states.map(({ state: name, cause }) => `${name} ${cause}`)).toEqual(['unknown link_down']);
});

test('a charge that the moment cut short is among those of the moment, one an hour earlier is not', () => {
  const flows = [flow('cut', '13:40:00', '14:05:00'), flow('earlier', '12:00:00', '13:00:00')];
  expect(momentOf(at, intervals, flows, []).flows.map(({ id }) => id)).toEqual(['cut']);
});

test('restarts and faults of the minutes around it come in order', () => {
  const { events } = momentOf(at, intervals, [], [event('14:09:00'), event('14:01:00'), event('14:20:00')]);
  expect(events.map((one) => one.at.slice(11, 16))).toEqual(['14:01', '14:09']);
});
