import { Conversation } from './conversation.ts';

/** What tests vary of a start or stop. */
export interface Turn {
  /** idTagInfo status of the answer; null: no answer at all. */
  readonly status?: string | null;
  readonly timestamp?: string;
}

const info = (status: string): object => ({ idTagInfo: { status } });

/** The OCPP 1.6 side of a conversation. */
export class Conversation16 extends Conversation {
  /** A station with two connectors, both free. */
  static idle(): Conversation16 {
    return new Conversation16().connect().status(1, 'Available').status(2, 'Available').at('10:01:00');
  }

  /** Plug, tap and transaction 7 on connector 1 from register 1000. */
  static started(): Conversation16 {
    return Conversation16.idle().status(1, 'Preparing').after(5).tap('~a').after(2).start(7, 1, '~a', 1000);
  }

  /** The same, charging, after a first meter value. */
  static charging(): Conversation16 {
    return Conversation16.started().after(10).status(1, 'Charging').after(60).meter(1, 7, 1200, 11_000);
  }

  boot(): this {
    return this.call(
      'BootNotification',
      { chargePointVendor: 'V', chargePointModel: 'M' },
      { status: 'Accepted' },
    );
  }

  /** Authorize. */
  tap(idTag: string, status: string | null = 'Accepted'): this {
    return this.call('Authorize', { idTag }, status === null ? null : info(status));
  }

  remote(connectorId: number, idTag: string, status = 'Accepted'): this {
    return this.command('RemoteStartTransaction', { connectorId, idTag }, { status });
  }

  start(
    transactionId: number,
    connectorId: number,
    idTag: string,
    meterStart: number,
    turn: Turn = {},
  ): this {
    const { status = 'Accepted', timestamp = this.now } = turn;
    const answer = status === null ? null : { transactionId, ...info(status) };
    return this.call('StartTransaction', { connectorId, idTag, meterStart, timestamp }, answer);
  }

  stop(transactionId: number, meterStop: number, reason = 'Local', turn: Turn = {}): this {
    const { timestamp = this.now } = turn;
    return this.call('StopTransaction', { transactionId, meterStop, timestamp, reason });
  }
}
