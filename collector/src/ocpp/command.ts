import type { TObject } from 'typebox';
import type { CommandSignal } from '../model/signal.ts';
import { type CallMemo, type Exchange, type Message, NO_MEMO, message } from './message.ts';
import { OPTIONAL_STATUS_ANSWER, type Payload, STATUS_ANSWER } from './schema.ts';
import { optionalText } from './text.ts';

/** A message by which the backend tells the station to do something, and whose answer is a status at most. */
export interface CommandDefinition<Request extends TObject> {
  readonly action: string;
  readonly request: Request;
  /** EVSE that it is about; left out: the whole station or unknown. */
  readonly evse?: (request: Payload<Request>, exchange: Exchange) => number | null;
  /** What exactly is asked: Soft, Inoperative, a configuration key. Never a value. */
  readonly detail?: (request: Payload<Request>) => unknown;
  /** Remembers more than place and detail until the answer. */
  readonly remember?: (request: Payload<Request>, exchange: Exchange) => Partial<CallMemo>;
  /** Further signals once the station has accepted. */
  readonly accepted?: (exchange: Exchange, memo: CallMemo) => void;
  /** The answer has no status field. */
  readonly silent?: boolean;
}

const signal = (
  action: string,
  phase: CommandSignal['phase'],
  exchange: Exchange,
  memo: CallMemo,
  status: string | null,
): CommandSignal => ({
  kind: 'command',
  station: exchange.station,
  receivedAt: exchange.receivedAt,
  eventAt: null,
  action,
  phase,
  call: exchange.call,
  evse: memo.evse,
  status,
  detail: memo.detail,
});

/** Makes the message of a command: `requested`, then `answered` or `error`. */
export function command<Request extends TObject>(definition: CommandDefinition<Request>): Message {
  const { action } = definition;
  return message({
    action,
    sender: 'csms',
    request: definition.request,
    response: definition.silent === true ? OPTIONAL_STATUS_ANSWER : STATUS_ANSWER,
    call: (request, exchange) => {
      const memo = {
        ...NO_MEMO,
        evse: definition.evse?.(request, exchange) ?? null,
        detail: optionalText(definition.detail?.(request), 50),
        ...definition.remember?.(request, exchange),
      };
      exchange.signals.push(signal(action, 'requested', exchange, memo, null));
      return memo;
    },
    result: (response, exchange, memo) => {
      const status = optionalText(response.status, 50);
      exchange.signals.push(signal(action, 'answered', exchange, memo, status));
      if (status === 'Accepted') definition.accepted?.(exchange, memo);
    },
    error: (exchange, memo) => exchange.signals.push(signal(action, 'error', exchange, memo, null)),
  });
}
