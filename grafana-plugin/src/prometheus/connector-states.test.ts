import { FieldType, toDataFrame } from '@grafana/data';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastStates, STATE_CODES } from './connector-states.ts';

test('codes are those that the collector documents', () => {
  const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'metrics.md'), 'utf8');
  const [line = ''] = /^Values of `ev_connector_state_code`: .*$/m.exec(page) ?? [];
  expect([...line.matchAll(/(\d+) `(\w+)`/g)].map(([, code, state]) => [Number(code), state])).toEqual(
    STATE_CODES.map((state, code) => [code, state]),
  );
});

const frame = (evse: string, connector: string, values: readonly (number | null)[]) =>
  toDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: values.map((_, index) => index) },
      { name: 'Value', type: FieldType.number, values: [...values], labels: { evse, connector } },
    ],
  });

test('a connector is what it was last, and one without a value is not told of', () => {
  expect(
    lastStates([frame('10', '1', [0, 8]), frame('2', '1', [2, 0, null]), frame('3', '1', [null])]),
  ).toEqual([
    { evse: 2, connector: 1, state: 'available' },
    { evse: 10, connector: 1, state: 'faulted' },
  ]);
});
