import { describe, expect, it } from '@jest/globals';
import { knownAction } from './known-actions.ts';
import { Conversation } from './testdata/conversation.ts';
import { MESSAGES_16 } from './testdata/messages-16.ts';
import { MESSAGES_201 } from './testdata/messages-201.ts';
import { MESSAGES_21 } from './testdata/messages-21.ts';
import { fitsPublished, publishedActions } from './testdata/published-schemas.ts';
import { V16 } from './v16/index.ts';
import { V201 } from './v201/index.ts';
import { V21 } from './v21/index.ts';

describe.each([
  ['ocpp1.6', MESSAGES_16, V16],
  ['ocpp2.0.1', MESSAGES_201, V201],
  ['ocpp2.1', MESSAGES_21, V21],
] as const)('the messages of %s', (protocol, samples, messages) => {
  it('all have a sample', () => {
    const sampled = samples.map(({ action }) => action);
    expect([...messages.keys()].filter((action) => !sampled.includes(action))).toEqual([]);
  });

  it.each(samples)('take $action as the published schema does', ({ action, from, request, response }) => {
    expect(fitsPublished(protocol, action, 'request', request)).toBe(true);
    const conversation = new Conversation(protocol);
    if (response === null) {
      expect(conversation.frame(from, [6, 's1', action, request])).toMatchObject([
        { action, result: 'send' },
      ]);
      return;
    }
    expect(fitsPublished(protocol, action, 'response', response)).toBe(true);
    const signals =
      from === 'from_station'
        ? conversation.station(action, request, response)
        : conversation.csms(action, request, response);
    const seen = signals.filter((signal) => signal.kind === 'message');
    expect(seen.map(({ result }) => result)).toEqual(['call', 'result']);
    expect(seen.map((signal) => signal.action)).toEqual([action, action]);
  });

  it.each(samples)('refuse $action without a field only where the published schema does', (sample) => {
    const { action, request } = sample;
    for (const name of Object.keys(request)) {
      const { [name]: _, ...rest } = request;
      const refused = messages.get(action)?.fits(rest) === false;
      if (refused) expect([name, fitsPublished(protocol, action, 'request', rest)]).toEqual([name, false]);
    }
  });
});

describe('the known actions', () => {
  it.each(['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const)('hold every published action of %s', (version) => {
    const actions = publishedActions(version);
    expect(actions.length).toBeGreaterThan(35);
    expect(actions.filter((action) => knownAction(action) !== action)).toEqual([]);
  });

  it('give no label to any other text', () => {
    expect(knownAction('DROP TABLE')).toBe('unknown_action');
    expect(knownAction('constructor')).toBe('unknown_action');
  });
});
