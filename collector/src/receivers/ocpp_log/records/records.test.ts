import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { detectFormat, formatOf } from '../formats/index.ts';
import type { FormatSettings } from '../formats/format.ts';
import type { Arrival } from '../../../model/arrival.ts';
import type { LogProblem } from '../log-problem.ts';
import { CsvRows } from './csv-rows.ts';

const FRAME = '[2, "1", "Authorize", {"idTag": "a, \\"b\\"; c"}]';
const PARSED = [2, '1', 'Authorize', { idTag: 'a, "b"; c' }];
const doubled = `"${FRAME.replaceAll('"', '""')}"`;

const decodeAll = (
  format: 'csv' | 'json' | 'inl' | 'citrineos',
  lines: readonly string[],
  settings: FormatSettings = {},
): (Arrival | LogProblem)[] => {
  const decoder = formatOf(format).open(settings, lines);
  return [...lines.map((line) => decoder.decode(line)), decoder.end()].flatMap((decoded) => decoded ?? []);
};

describe('a table', () => {
  it.each([
    ['quotes doubled', doubled],
    ['no quotes around it', FRAME],
    ['quotes around it and none doubled', `"${FRAME}"`],
    ['quotes escaped by backslashes', JSON.stringify(FRAME)],
  ])('gives the frame of a cell with %s', (_, cell) => {
    for (const row of [`7,${cell},2024-09-27T13:45:48.687Z`, `7,${cell},"2024-09-27T13:45:48.687Z"`]) {
      expect(decodeAll('inl', ['device_ID,message,timestamp', row])).toEqual([
        {
          kind: 'frame',
          receivedAt: Date.UTC(2024, 8, 27, 13, 45, 48, 687),
          station: '7',
          direction: 'from_station',
          frame: PARSED,
        },
      ]);
    }
  });

  it('goes by the columns named in config, whatever they are called', () => {
    const lines = ['Wann\tWer\tWohin\tWas', '2026-11-01 10:00:00\tCS-1\tan\t[2,"1","Reset",{"type":"Soft"}]'];
    expect(detectFormat(lines, true)?.name).not.toBe('csv');
    const columns = { station: 'Wer', time: 'Wann', direction: 'Wohin', frame: 'Was' };
    expect(decodeAll('csv', lines, { columns })).toMatchObject([
      { station: 'CS-1', direction: 'to_station' },
    ]);
  });

  it('puts frames together from action, payload, id and type, or without type by whether a call is open', () => {
    const lines = [
      'time,station,action,messageId,payload',
      '2026-11-01 10:00:00,CS-1,Authorize.req,x,"{""idTag"":""T""}"',
      '2026-11-01 10:00:01,CS-1,AuthorizeResponse,x,"{""idTagInfo"":{""status"":""Accepted""}}"',
      '2026-11-01 10:00:02,CS-1,Heartbeat,y,{}',
      '2026-11-01 10:00:03,CS-1,Heartbeat,y,{}',
      '2026-11-01 10:00:04,CS-1,Reset,z,"{""type"":""Soft""}"',
      '2026-11-01 10:00:05,CS-1,Reset,z,"{""errorCode"":""NotSupported"",""errorDescription"":""""}"',
      '2026-11-01 10:00:06,CS-1,,,{}',
    ];
    const frames = decodeAll('csv', lines).map((one) =>
      typeof one === 'string' ? one : one.kind === 'frame' && [one.direction, one.frame],
    );
    expect(frames).toEqual([
      ['from_station', [2, 'x', 'Authorize', { idTag: 'T' }]],
      ['to_station', [3, 'x', { idTagInfo: { status: 'Accepted' } }]],
      ['from_station', [2, 'y', 'Heartbeat', {}]],
      ['to_station', [3, 'y', {}]],
      ['to_station', [2, 'z', 'Reset', { type: 'Soft' }]],
      ['from_station', [4, 'z', 'NotSupported', '', {}]],
      'missing_frame',
    ]);
  });

  it('counts rows that do not fit the header and reads on behind them', () => {
    const row = `CS-1,2026-11-01 10:00:00,${doubled}`;
    const lines = [
      'station,time,frame',
      'a,b',
      row,
      'a,b,c,d',
      row,
      'station,time,frame',
      row,
      'CS-1,never,"[]"',
    ];
    const decoded = decodeAll('csv', lines);
    expect(decoded.filter((one) => typeof one === 'string')).toEqual(['bad_row', 'bad_row', 'bad_time']);
    expect(decoded).toHaveLength(6);
  });

  it('takes a cell over several lines, and a quote that never ends only so far', () => {
    const rows = new CsvRows('a,b');
    expect([rows.push('1,"x'), rows.push('y'), rows.push('z"')]).toEqual([null, null, ['1', 'x\ny\nz']]);
    const endless = Array.from({ length: 1_000 }, (_, index) => rows.push(index % 300 === 0 ? `1,"x` : 'y'));
    expect(endless).toContain('bad_row');
    expect(endless.filter((row) => row === null).length).toBeGreaterThan(0);
  });

  it('gives back what RFC 4180 writers write', () => {
    const cell = fc.string().filter((text) => !/[\r\n]/.test(text));
    const write = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
        const rows = new CsvRows(cells.map((_, index) => `c${index}`).join(','));
        expect(rows.push(cells.map(write).join(','))).toEqual(cells);
      }),
    );
  });

  it('never makes the decoder throw', () => {
    const piece = fc.oneof(
      fc.constantFrom('"', ',', '[2,"1","A",{', '{', '}', ']', '\\', '2026-11-01 10:00:00'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fc.array(piece).map((parts) => parts.join(''))), (lines) => {
        for (const format of ['csv', 'json', 'inl', 'citrineos'] as const) {
          decodeAll(format, lines);
          decodeAll(format, ['stationId,origin,message,timestamp', ...lines]);
        }
      }),
    );
  });
});

describe('JSON records', () => {
  it('say why they give nothing', () => {
    const lines = [
      'nothing',
      '[]',
      '{"message":[2,"1","Heartbeat",{}],"station":"CS-1"}',
      '{"timestamp":1793527200000,"station":"CS-1"}',
    ];
    expect(decodeAll('json', lines)).toEqual(['not_json', 'not_an_object', 'bad_time', 'missing_frame']);
  });

  it('look into the objects of a structured logger, and not into a payload', () => {
    const line = (record: unknown): unknown => formatOf('json').open({}, []).decode(JSON.stringify(record));
    expect(
      line({
        ts: 1793527200.5,
        level: 'info',
        context: { chargePointId: 'CS-1', timestamp: 'x' },
        data: [2, '1', 'Heartbeat', {}],
      }),
    ).toMatchObject({ receivedAt: 1793527200500, station: 'CS-1', frame: [2, '1', 'Heartbeat', {}] });
    expect(
      line({
        at: 1793527200,
        cp: 'CS-1',
        uniqueId: '7',
        action: 'MeterValues',
        payload: { timestamp: '2020-01-01T00:00:00Z' },
      }),
    ).toMatchObject({ receivedAt: 1793527200000, frame: [2, '7', 'MeterValues', {}] });
    const named = formatOf('json').open({ columns: { station: 'context.name', frame: 'context.text' } }, []);
    expect(
      named.decode('{"time":1793527200,"context":{"name":"CS-2","text":"[2,\\"1\\",\\"Heartbeat\\",{}]"}}'),
    ).toMatchObject({ station: 'CS-2', frame: [2, '1', 'Heartbeat', {}] });
  });

  it('go by the properties named in config', () => {
    const lines = ['{"wer":"CS-1","wann":1793527200,"was":"[2,\\"1\\",\\"Heartbeat\\",{}]"}'];
    const columns = { station: 'wer', time: 'wann', frame: 'was' };
    expect(decodeAll('json', lines, { columns })).toMatchObject([{ receivedAt: 1_793_527_200_000 }]);
  });
});
