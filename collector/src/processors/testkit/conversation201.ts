import { Conversation } from './conversation.ts';

const accepted = { idTokenInfo: { status: 'Accepted' } };

/** A TransactionEvent, as far as tests vary it. */
export interface TransactionStep {
  readonly trigger: string;
  readonly state?: string;
  /** Absent: no token in the message. */
  readonly token?: string;
  /** Register, Wh, and power, W. */
  readonly wh?: number;
  readonly w?: number;
  readonly reason?: string;
  readonly seqNo?: number;
  readonly offline?: boolean;
  readonly timestamp?: string;
  readonly remoteStartId?: number;
  readonly evse?: object | null;
  readonly answer?: object;
}

/** The OCPP 2.0.1 side of a conversation: one EVSE with one connector, transactions T1, T2 … */
export class Conversation201 extends Conversation {
  #seqNo = 0;

  override connect(protocol = 'ocpp2.0.1'): this {
    return super.connect(protocol);
  }

  /** StatusNotification of connector 1 of an EVSE; 0 is the station. */
  connector(connectorStatus: string, evseId = 1, timestamp = this.now): this {
    return this.call('StatusNotification', {
      timestamp,
      connectorStatus,
      evseId,
      connectorId: evseId === 0 ? 0 : 1,
    });
  }

  /** Authorize. */
  tap(idToken: string, status = 'Accepted'): this {
    return this.call('Authorize', { idToken: { idToken, type: 'ISO14443' } }, { idTokenInfo: { status } });
  }

  /** RequestStartTransaction. */
  requestStart(remoteStartId: number, idToken: string, answer: object = { status: 'Accepted' }): this {
    return this.command(
      'RequestStartTransaction',
      { evseId: 1, remoteStartId, idToken: { idToken, type: 'Central' } },
      answer,
    );
  }

  started(transaction: string, step: TransactionStep): this {
    return this.#transaction('Started', transaction, step);
  }

  updated(transaction: string, step: TransactionStep): this {
    return this.#transaction('Updated', transaction, step);
  }

  ended(transaction: string, step: TransactionStep): this {
    return this.#transaction('Ended', transaction, step);
  }

  /** NotifyEvent of one event of EVSE 1. */
  event(component: string, variable: string, more: object = {}): this {
    return this.call('NotifyEvent', {
      generatedAt: this.now,
      seqNo: 0,
      eventData: [
        {
          eventId: 1,
          timestamp: this.now,
          trigger: 'Alerting',
          actualValue: 'true',
          eventNotificationType: 'HardWiredNotification',
          component: { name: component, evse: { id: 1, connectorId: 1 } },
          variable: { name: variable },
          ...more,
        },
      ],
    });
  }

  #transaction(eventType: string, transactionId: string, step: TransactionStep): this {
    this.#seqNo += 1;
    const timestamp = step.timestamp ?? this.now;
    const sampledValue = [
      ...(step.wh === undefined ? [] : [{ value: step.wh, measurand: 'Energy.Active.Import.Register' }]),
      ...(step.w === undefined ? [] : [{ value: step.w, measurand: 'Power.Active.Import' }]),
    ];
    return this.call(
      'TransactionEvent',
      {
        eventType,
        timestamp,
        triggerReason: step.trigger,
        seqNo: step.seqNo ?? this.#seqNo,
        ...(step.offline === undefined ? {} : { offline: step.offline }),
        transactionInfo: {
          transactionId,
          ...(step.state === undefined ? {} : { chargingState: step.state }),
          ...(step.reason === undefined ? {} : { stoppedReason: step.reason }),
          ...(step.remoteStartId === undefined ? {} : { remoteStartId: step.remoteStartId }),
        },
        ...(step.evse === null ? {} : { evse: step.evse ?? { id: 1, connectorId: 1 } }),
        ...(step.token === undefined ? {} : { idToken: { idToken: step.token, type: 'ISO14443' } }),
        ...(sampledValue.length === 0 ? {} : { meterValue: [{ timestamp, sampledValue }] }),
      },
      step.answer ?? (step.token === undefined ? {} : accepted),
    );
  }
}
