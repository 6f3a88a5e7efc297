import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.ts';

describe('options of the demo', () => {
  it('have defaults for everything', () => {
    const read = readOptions([], {});
    expect(read).toMatchObject({ options: { days: 30, stations: null, forSeconds: null, folder: null } });
    expect(read).toMatchObject({ options: { ports: { prometheus: 9090, metrics: 9464 } } });
  });

  it('take ports from the environment', () => {
    expect(readOptions([], { FIRSTCHARGE_DEMO_PORT_PROMETHEUS: '19090' })).toMatchObject({
      options: { ports: { prometheus: 19090, metrics: 9464 } },
    });
  });

  it('leave the history out when asked to', () => {
    expect(readOptions(['--no-history', '--days', '7'], {})).toMatchObject({ options: { days: 0 } });
  });

  it('tell every mistake at once, each with the name of what is wrong', () => {
    const read = readOptions(['--days', 'many', '--stations', '0'], { FIRSTCHARGE_DEMO_PORT_CPMS: '99999' });
    expect(read).toEqual({
      problems: [
        '--days must be a number',
        '--stations must be at least 1',
        'FIRSTCHARGE_DEMO_PORT_CPMS must be a port from 1 to 65535, not "99999"',
      ],
    });
  });

  it('refuse a flag that they do not know', () => {
    expect(readOptions(['--forever'], {})).toMatchObject({
      problems: [expect.stringContaining('--forever')],
    });
  });
});
