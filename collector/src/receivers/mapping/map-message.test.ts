import { describe, expect, it } from '@jest/globals';
import { formatSourceError } from '../../config/source-error.ts';
import type { FieldInventory } from '../../inventory/field-inventory.ts';
import { loadInventory } from '../../inventory/load-inventory.ts';
import type { TelemetryArrival } from '../../model/telemetry.ts';
import { mapMessage, type MappedMessage } from './map-message.ts';
import { parseMapping, type Mapping } from './mapping.ts';

const mappingOf = (text: string): Mapping => {
  const parsed = parseMapping('m.yaml', text);
  if (!parsed.ok) throw new Error(parsed.error.map(formatSourceError).join('\n'));
  return parsed.value;
};

const inventoryOf = (text: string): FieldInventory => {
  const loaded = loadInventory({ file: 'i.yaml', text, defaultSite: 'default' });
  if (!loaded.ok) throw new Error(loaded.error.map(formatSourceError).join('\n'));
  return loaded.value;
};

const fleet = inventoryOf(`
sites: [{ id: north, feeders: [{ id: main, external_ids: { meter: UMG-1 } }] }]
stations:
  - id: CS-1
    site: north
    external_ids: { serial: A1 }
    evses:
      - { id: 1, external_ids: { everest: evse_manager_1 }, connectors: [{ id: 1, external_ids: { ocpi: DE*1 } }] }
      - { id: 2, external_ids: { everest: evse_manager_2 } }
  - { id: CS-2, site: north, evses: [{ id: 1, external_ids: { everest: evse_manager_1 } }] }
links: [{ id: SIM-1, site: north, kind: sim, external_ids: { iccid: '8988' } }]
terminals: [{ id: T-1, site: north, external_ids: { tid: '55' } }]
`);

const AT = Date.parse('2026-11-02T10:00:00Z');

/** A message of topic `a/b`, unless said otherwise. */
function map(
  mapping: string,
  payload: unknown,
  topic = 'a/b',
  parameters = new Map<string, string>(),
): MappedMessage {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return mapMessage({ topic, payload: Buffer.from(text), receivedAt: AT }, mappingOf(mapping), {
    inventory: fleet,
    hash: (id) => `~${id.length}`,
    source: 'mqtt',
    parameters,
  });
}

const problemsOf = ({ problems }: MappedMessage): string[] =>
  problems.map(({ reason, at, detail }) => [reason, at, detail].join(' ').trim());

const seen = ({ arrivals }: MappedMessage): unknown[] =>
  arrivals.map(({ subject, observation }: TelemetryArrival) =>
    [Object.values(subject).join('/'), ...Object.values(observation)].join(' '),
  );

/** An entry about CS-1 with these signals. */
const about = (signals: string, more = ''): string =>
  `messages: [{ topic: a/b, subject: { station: CS-1 }, ${more} signals: [${signals}] }]`;

describe('readings', () => {
  it('become base units, by unit, factor, offset and scale', () => {
    const mapping = about(`
      { reading: power_watts, value: $.p, unit: kW, phase: total },
      { reading: energy_joules, value: $.e, unit: kWh },
      { reading: temperature_celsius, value: $.f, unit: F, location: cabinet },
      { reading: voltage_volts, value: $.v, factor: 0.1, offset: 1, phase: L1 },
      { reading: current_amperes, value: $.A, scale: $.A_SF },
      { reading: latency_seconds, value: $.rtt, unit: ms }`);
    const found = map(mapping, { p: 22.4, e: '1.5', f: 212, v: 2300, A: 1234, A_SF: -2, rtt: 35 });
    expect(seen(found)).toEqual([
      'station/CS-1// reading power_watts 22400  total',
      'station/CS-1// reading energy_joules 5400000  ',
      'station/CS-1// reading temperature_celsius 100 cabinet ',
      'station/CS-1// reading voltage_volts 231  L1',
      'station/CS-1// reading current_amperes 12.34  ',
      'station/CS-1// reading latency_seconds 0.035  ',
    ]);
    expect(found.problems).toEqual([]);
  });

  it('that are not there make no complaint, and those that are bad are told apart from them', () => {
    const mapping = about(`
      { reading: power_watts, value: $.gone },
      { reading: power_watts, value: $.none },
      { reading: power_watts, value: { from: $.sentinel, absent: [-32768] } },
      { reading: power_watts, value: $.text },
      { reading: temperature_celsius, value: $.hot },
      { reading: power_watts, value: $.list },
      { reading: current_amperes, value: $.a, scale: $.a_SF },
      { reading: voltage_volts, value: $.v, phase: $.phase }`);
    const found = map(mapping, {
      none: null,
      sentinel: -32768,
      text: 'n/a',
      hot: 9999,
      list: [1],
      a: 1,
      v: 230,
      phase: 'R',
    });
    expect(found.arrivals).toEqual([]);
    expect(problemsOf(found)).toEqual([
      'bad_value messages[0].signals[3].value n/a',
      'out_of_range messages[0].signals[4].value 9999',
      'bad_value messages[0].signals[5].value a list or map',
      'bad_value messages[0].signals[6].scale not there',
      'unknown_word messages[0].signals[7].phase R',
    ]);
  });
});

describe('conditions, problems, payments and states', () => {
  it('are translated word by word', () => {
    const mapping = about(`
      { condition: link_up, holds: { from: $.up, words: { Connected: true, '*': false } } },
      { problem: { from: $.error, prefix: 'vendor:' }, active: $.active },
      { payment: { from: $.pay, words: { APPROVED: authorized } } },
      { status: { from: $.state, words: { Charging: charging } } },
      { state: $.event, means: { PdpDeleted: [{ condition: data_session, holds: false }, { problem: WeakSignal }], Quota: nothing } }`);
    expect(
      seen(
        map(mapping, {
          up: 'connected ',
          error: 'E7',
          active: 'off',
          pay: 'approved',
          state: 'Charging',
          event: 'PdpDeleted',
        }),
      ),
    ).toEqual([
      'station/CS-1// condition link_up true',
      'station/CS-1// problem vendor:E7 false',
      'station/CS-1// payment authorized',
      'station/CS-1// status charging',
      'station/CS-1// condition data_session false',
      'station/CS-1// problem WeakSignal true',
    ]);
    const strange = map(mapping, { pay: 'maybe', event: 'Quota', state: 'Dancing' });
    expect(strange.arrivals).toEqual([]);
    expect(problemsOf(strange)).toEqual([
      'unknown_word messages[0].signals[2].payment maybe',
      'unknown_word messages[0].signals[3].status Dancing',
    ]);
  });

  it('have names under which they count once, by id or by time', () => {
    const mapping = `messages: [{ topic: a/b, subject: { terminal: { by: tid, is: $.tid } }, time: $.t, event: $.id,
      signals: [{ payment: $.p }] }]`;
    const event = (payload: object): string | null | undefined =>
      map(mapping, { tid: 55, ...payload }).arrivals[0]?.event;
    const declined = event({ id: 'x', p: 'declined' });
    expect(declined).toEqual(expect.stringMatching(/^~\d+$/));
    expect(event({ p: 'declined' })).toBeNull();
    expect(event({ p: 'declined', t: '2026-11-02T09:59:58Z' })).not.toBeNull();
    expect(map(about('{ reading: power_watts, value: $.p }'), { p: 1 }).arrivals[0]?.event).toBeNull();
  });
});

describe('subjects', () => {
  const subject = (rule: string, payload: object = {}, topic = 'a/b'): string[] => {
    const found = map(
      `messages: [{ topic: 'a/{n}', subject: ${rule}, ignore: ['$.*'], signals: [{ problem: x }] }]`,
      payload,
      topic,
    );
    return [
      ...found.arrivals.map((arrival) => Object.values(arrival.subject).join('/')),
      ...problemsOf(found),
    ];
  };

  it('are told by the own id or by one of another system', () => {
    expect(subject("{ station: '{n}', evse: $.e }", { e: 2 }, 'a/CS-1')).toEqual(['station/CS-1/2/']);
    expect(subject("{ station: '{n}' }", {}, 'a/stranger')).toEqual(['station/stranger//']);
    expect(subject('{ station: { by: serial, is: $.s } }', { s: 'a1' })).toEqual(['station/CS-1//']);
    expect(subject("{ station: CS-2, evse: { by: everest, is: '{n}' } }", {}, 'a/evse_manager_1')).toEqual([
      'station/CS-2/1/',
    ]);
    expect(subject("{ evse: { by: everest, is: '{n}' } }", {}, 'a/evse_manager_2')).toEqual([
      'station/CS-1/2/',
    ]);
    expect(subject('{ connector: { by: ocpi, is: DE*1 } }')).toEqual(['station/CS-1/1/1']);
    expect(subject('{ link: { by: iccid, is: $.i } }', { i: '8988' })).toEqual(['link/SIM-1']);
    expect(subject('{ terminal: T-1 }')).toEqual(['terminal/T-1']);
    expect(subject('{ feeder: { by: meter, is: $.m } }', { m: 'umg-1' })).toEqual(['site/north/main']);
    expect(subject('{ site: north }')).toEqual(['site/north/']);
    expect(subject('[{ link: $.l }, { site: $.s }]', { s: 'north' })).toEqual(['site/north/']);
  });

  it('that nobody knows are told by a hash', () => {
    expect(subject('{ link: { by: iccid, is: $.i } }', { i: '89123456' })).toEqual([
      'unknown_device messages[0].subject iccid ~8',
    ]);
    expect(subject('{ link: $.i }', { i: '89123456' })).toEqual([
      'unknown_device messages[0].subject link ~8',
    ]);
    expect(subject("{ evse: { by: everest, is: '{n}' } }", {}, 'a/evse_manager_1')).toEqual([
      'ambiguous_device messages[0].subject everest ~14',
    ]);
    expect(subject('{ terminal: $.t }')).toEqual(['no_subject messages[0].subject']);
    expect(subject("{ station: '{n}' }", {}, 'a/two words')).toEqual([
      'unknown_device messages[0].subject station ~9',
    ]);
    expect(subject('{ station: CS-1, evse: $.e }', { e: 'left' })).toEqual([
      'bad_value messages[0].subject left',
    ]);
  });
});

describe('times', () => {
  const time = (rule: string, payload: object): unknown => {
    const found = map(
      about('{ reading: power_watts, value: 1 }', `time: ${rule}, ignore: ['$.*'],`),
      payload,
    );
    return found.arrivals[0] ? found.arrivals[0].observedAt : problemsOf(found);
  };

  it('are read in the form that is said', () => {
    expect(time('$.t', { t: '2026-11-02T10:59:00+0100' })).toBe(AT - 60_000);
    expect(time('{ from: $.t, zone: Europe/Berlin }', { t: '2026-11-02 10:59:00' })).toBe(AT - 60_000);
    expect(time('{ from: $.t, as: epoch_s }', { t: AT / 1_000 })).toBe(AT);
    expect(time('{ from: $.t, as: epoch_ms }', { t: String(AT) })).toBe(AT);
    expect(time('$.t', {})).toBeNull();
  });

  it('that cannot be read, or cannot be, take their readings with them', () => {
    for (const t of ['yesterday', '1970-01-01T00:00:07Z', '2027-01-01T00:00:00Z', AT])
      expect(time('$.t', { t })).toEqual([expect.stringContaining('bad_time messages[0].time')]);
  });
});

describe('messages', () => {
  it('fan out over items, with what stands beside them', () => {
    const mapping = `messages:
      - path: feed
        each: $.data[*]
        time: { from: $.meta.ts, of: message }
        when: { $.kind: [meter, sub] }
        subject: { site: north }
        signals:
          - { each: '$.phases[*]', reading: voltage_volts, value: $.v, phase: $.l }`;
    const found = map(
      mapping,
      {
        meta: { ts: '2026-11-02T09:00:00Z' },
        data: [
          {
            kind: 'meter',
            phases: [
              { l: 'l1', v: 230 },
              { l: 'L2', v: 231 },
            ],
          },
          { kind: 'gate', phases: [{ l: 'L1', v: 1 }] },
        ],
      },
      'feed',
    );
    expect(seen(found)).toEqual([
      'site/north/ reading voltage_volts 230  L1',
      'site/north/ reading voltage_volts 231  L2',
    ]);
    expect(found.arrivals[0]?.observedAt).toBe(AT - 3_600_000);
    // What a guard leaves out is not understood, either.
    expect(problemsOf(found)).toEqual([
      'unmapped_field $.data[*].phases[*].l L1',
      'unmapped_field $.data[*].phases[*].v 1',
    ]);
  });

  it('may be one value, or rows of cells', () => {
    expect(
      seen(
        map(
          'messages: [{ topic: a/b, format: text, subject: { link: SIM-1 }, signals: [{ reading: rsrp_dbm, value: $ }] }]',
          '-97\n',
        ),
      ),
    ).toEqual(['link/SIM-1 reading rsrp_dbm -97  ']);
    const csv =
      "messages: [{ topic: a/b, format: csv, separator: ';', each: '$[1:]', subject: { site: '$[0]' }, signals: [{ reading: power_watts, value: '$[1]' }] }]";
    expect(seen(map(csv, 'site;w\n"north";1200\nnorth;7\n'))).toEqual([
      'site/north/ reading power_watts 1200  ',
      'site/north/ reading power_watts 7  ',
    ]);
  });

  it('tell what the mapping does not mention, once a field, without words that may be identities', () => {
    const found = map(about('{ reading: power_watts, value: $.p }', 'ignore: [$.known],'), {
      p: 1,
      known: { x: 1 },
      list: [{ a: 'first' }, { a: 'second' }],
      '8988 1': 'x',
    });
    expect(problemsOf(found)).toEqual(['unmapped_field $.list[*].a first', 'unmapped_field $.? x']);
  });

  it('of no entry, of another format, or that say nothing are counted', () => {
    const mapping = about('{ reading: power_watts, value: $.p }');
    expect(problemsOf(map(mapping, {}, 'a/c'))).toEqual(['no_entry']);
    expect(problemsOf(map(mapping, '{"p":'))).toEqual(['unreadable messages[0]']);
    expect(problemsOf(map(mapping, {}))).toEqual(['nothing_said']);
    const pages = about('{ reading: power_watts, value: $.p }', 'each: "$.data[*]",');
    expect(problemsOf(map(pages, { data: [] }))).toEqual([]);
    expect(problemsOf(map(pages, { items: [] }))).toEqual(['nothing_said']);
    expect(map('messages: [{ topic: a/b, ignore: [$] }]', { x: 1 })).toEqual({ arrivals: [], problems: [] });
  });

  it('take wildcards and parameters into their fields', () => {
    const mapping =
      "parameters: [station]\nmessages: [{ topic: 'x/{evse}/+/#', subject: { station: '{station}', evse: '{evse}' }, signals: [{ problem: 'at-{evse}' }] }]";
    expect(seen(map(mapping, {}, 'x/2/any/more/levels', new Map([['station', 'CS-1']])))).toEqual([
      'station/CS-1/2/ problem at-2 true',
    ]);
  });

  it('never throw and never say more than they may, whatever comes', () => {
    const mapping = about("{ each: '$..x', reading: power_watts, value: $ }, { problem: $.code }");
    for (const payload of [
      '',
      'null',
      '[]',
      '7',
      '"x"',
      `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
      '{"__proto__":{"x":1}}',
      '\xff',
    ])
      expect(() => map(mapping, payload)).not.toThrow();
    expect(problemsOf(map(mapping, { code: 'a\u0000b' }))).toContain(
      'bad_value messages[0].signals[1].problem a\u0000b',
    );
    const many = map(mapping, { list: Array.from({ length: 6_000 }, () => ({ x: 1 })) });
    expect(many.arrivals).toHaveLength(5_000);
    expect(problemsOf(many)).toContain('too_much messages[0].signals[0].each');
    const wide = map(
      mapping,
      Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`f${index}`, 1])),
    );
    expect(wide.problems).toHaveLength(100);
  });
});
