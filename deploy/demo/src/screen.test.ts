import { describe, expect, it } from '@jest/globals';
import { Screen } from './screen.ts';

function screenOn(
  isTerminal: boolean,
  columns = 80,
): { screen: Screen; written: string[]; wait: (ms: number) => void } {
  const written: string[] = [];
  let now = 0;
  const screen = new Screen({ isTerminal, columns, write: (text) => written.push(text) }, () => now);
  return { screen, written, wait: (ms) => (now += ms) };
}

describe('the screen', () => {
  it('writes a line of progress now and then where nothing can be overwritten', () => {
    const { screen, written, wait } = screenOn(false);
    screen.status('simulating', 'simulating', 0.1);
    wait(5_000);
    screen.status('simulating', 'simulating', 0.2);
    wait(10_000);
    screen.status('simulating', 'simulating', 0.3);
    expect(written).toEqual(['   0 s  simulating 10 %\n', '  15 s  simulating 30 %\n']);
  });

  it('tells a new topic at once', () => {
    const { screen, written } = screenOn(false);
    screen.status('one', 'one');
    screen.status('two', 'two');
    expect(written).toHaveLength(2);
  });

  it('changes one line in place on a terminal, no wider than that', () => {
    const { screen, written, wait } = screenOn(true, 30);
    screen.status('tracking', `tracking ${'.'.repeat(100)}`, 0.5);
    wait(200);
    screen.step('tracked');
    expect(written[0]?.slice(0, 22)).toBe('\r\u001b[2K   0 s  tracking ');
    expect(written[0]?.length).toBe('\r\u001b[2K'.length + 29);
    expect(written.slice(1)).toEqual(['\r\u001b[2K', '   0 s  tracked\n']);
  });
});
