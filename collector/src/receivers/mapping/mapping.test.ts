import { describe, expect, it } from '@jest/globals';
import { formatSourceError } from '../../config/source-error.ts';
import { parseMapping } from './mapping.ts';

const errorsOf = (text: string): string[] => {
  const parsed = parseMapping('m.yaml', text);
  return parsed.ok ? [] : parsed.error.map(formatSourceError);
};

/** One entry whose signals are these. */
const signals = (text: string): string =>
  `messages:\n  - topic: a/{n}\n    subject: { station: CS-1 }\n    signals:\n${text}`;

describe('parseMapping', () => {
  it('takes an entry that is known and of no interest', () => {
    expect(errorsOf('messages: [{ topic: a/#, ignore: [$.x] }]')).toEqual([]);
  });

  it('explains topics, paths and guards that cannot be', () => {
    const text = `messages:
  - topic: a/{N}/b
    each: $.data[
    when: { type: 1 }
    subject: { link: { by: iccid, is: '$.x[' } }
    time: { from: $.t, as: epoch }
  - path: a/#/b
    topic: a
`;
    expect(errorsOf(text)).toEqual([
      'm.yaml:2:12: messages[0].topic: cannot be used. Fix: write `{name}`, `+` or `#` as a whole level, and names in lower_snake_case',
      expect.stringContaining(
        'm.yaml:3:11: messages[0].each: cannot be used. Fix: write a JSONPath (RFC 9535) such as $.data[*]: unclosed',
      ),
      'm.yaml:4:19: messages[0].when.type: cannot be used. Fix: begin a JSONPath with `$`, or write a wildcard as `{name}`',
      expect.stringContaining(
        'm.yaml:5:39: messages[0].subject.link.is: cannot be used. Fix: write a JSONPath',
      ),
      'm.yaml:6:28: messages[0].time.as: cannot be used. Fix: must be one of iso, epoch_s, epoch_ms, epoch_us, epoch_ns: did you mean `epoch_s`?',
      expect.stringContaining(
        'm.yaml:7:11: messages[1].path: cannot be used. Fix: write `#` as the last level alone',
      ),
    ]);
  });

  it('explains signals of no kind, keys that do not belong, and words of closed lists', () => {
    const text = signals(`      - { value: $.t }
      - { reading: temperature_celcius, value: $.t }
      - { reading: power_watts, value: $.p, unit: kw, holds: true }
      - { reading: power_watts }
      - { condition: link_up, holds: { from: $.s, word: { up: true } } }
      - { reading: temperature_celsius, value: $.t, location: $.place }
      - { status: { from: $.s, words: { A: availble } } }
      - { state: $.e, means: { lost: { condition: data_session }, quiet: nothing } }
`);
    expect(errorsOf(text)).toEqual([
      expect.stringContaining(
        'm.yaml:5:9: messages[0].signals[0]: cannot be used. Fix: say one of reading, condition, problem',
      ),
      expect.stringContaining('did you mean `temperature_celsius`?'),
      'm.yaml:7:62: messages[0].signals[2].holds: cannot be used. Fix: `holds` does not go with `reading`: remove it',
      'm.yaml:7:51: messages[0].signals[2].unit: cannot be used. Fix: did you mean `kW`?',
      expect.stringContaining(
        'm.yaml:8:9: messages[0].signals[3]: cannot be used. Fix: a reading needs `value`',
      ),
      expect.stringContaining(
        'm.yaml:9:51: messages[0].signals[4].holds.word: cannot be used. Fix: is not a known key: did you mean `words`?',
      ),
      expect.stringContaining(
        'm.yaml:10:63: messages[0].signals[5].location: cannot be used. Fix: write a constant, or list',
      ),
      expect.stringContaining(
        'messages[0].signals[6].status: cannot be used. Fix: did you mean `available`?',
      ),
      expect.stringContaining('`holds` goes with `condition`'),
    ]);
  });

  it('explains signals that are about nobody, and names that no topic has', () => {
    const nobody = 'messages:\n  - topic: a/{n}\n    signals:\n      - { problem: $.e }\n';
    expect(errorsOf(nobody)).toEqual([
      'm.yaml:4:9: messages[0].signals[0]: cannot be used. Fix: say whom it is about: `subject`, here or for all signals of the entry',
    ]);
    const named = `parameters: [station]\n${signals('      - { problem: $.e, event: "{id}", subject: { station: "{station}" } }\n')}`;
    expect(errorsOf(named)).toEqual([
      'm.yaml:6:32: messages[0].signals[0].event: there is no `{id}` in the topic, nor among `parameters`. Fix: use one of n, station',
    ]);
  });
});
