import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ACK,
  ChannelReader,
  HELLO,
  STATS,
  WELCOME,
  helloFrame,
  readHello,
  readSequence,
  readStats,
  sequenceFrame,
  statsFrame,
} from './channel-frame.ts';
import { newGatewayStats } from './counters.ts';

describe('ChannelReader', () => {
  it('gives the same frames however the stream is cut', () => {
    const stats = { ...newGatewayStats(), messages: 7 };
    const stream = Buffer.concat([
      helloFrame('run-1'),
      sequenceFrame(WELCOME, 3),
      statsFrame(stats),
      sequenceFrame(ACK, 2 ** 45),
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: stream.length }), { maxLength: 12 }), (cuts) => {
        const reader = new ChannelReader();
        const places = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const frames = places
          .slice(1)
          .flatMap((end, index) => reader.push(stream.subarray(places[index], end)) ?? []);
        expect(frames.map(({ type }) => type)).toEqual([HELLO, WELCOME, STATS, ACK]);
        const [hello, welcome, told, ack] = frames.map(({ body }) => body);
        expect(readHello(hello ?? stream)).toBe('run-1');
        expect(readSequence(welcome ?? stream)).toBe(3);
        expect(readStats(told ?? stream)).toEqual(stats);
        expect(readSequence(ack ?? stream)).toBe(2 ** 45);
      }),
    );
  });

  it.each([
    ['an empty frame', [0, 0, 0, 0, 1]],
    ['a frame of 4 GiB', [255, 255, 255, 255, 1]],
  ])('refuses %s', (_, bytes) => {
    expect(new ChannelReader().push(Buffer.from(bytes))).toBeNull();
  });
});

describe('channel messages', () => {
  it.each(['', '{', '[]', 'null', '{"version":2,"run":"a"}', '{"version":1,"run":"../x"}', '{"version":1}'])(
    'does not take %p for a hello',
    (text) => {
      expect(readHello(Buffer.from(text))).toBeNull();
    },
  );

  it('does not take other JSON for counters', () => {
    expect(readStats(Buffer.from('{"messages":1}'))).toBeNull();
    expect(readStats(Buffer.from('nonsense'))).toBeNull();
  });
});
