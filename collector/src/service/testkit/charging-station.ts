import ocppRpc from 'ocpp-rpc';
import type { FlowOutcome } from '../../model/flow.ts';
import { HANDSHAKE_SECONDS } from './collector-config.ts';

type Payload = Record<string, unknown>;

const pause = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, 1_000 * seconds));
const now = (): string => new Date().toISOString();

/** A station on a real socket, and its own book of what happened to it. */
export abstract class ChargingStation {
  readonly id: string;
  /** What became of its drivers, in order. */
  readonly book: FlowOutcome[] = [];
  readonly waits: number[] = [];
  calls = 0;
  closes = 0;
  readonly #client: InstanceType<typeof ocppRpc.RPCClient>;

  constructor(id: string, port: number, protocol: string) {
    this.id = id;
    this.#client = new ocppRpc.RPCClient({
      endpoint: `ws://127.0.0.1:${port}/ocpp`,
      identity: id,
      protocols: [protocol],
      reconnect: false,
      maxReconnects: 0,
      callTimeoutMs: 10_000,
      pingIntervalMs: 0,
      deferPingsOnActivity: false,
      respondWithDetailedErrors: false,
      callConcurrency: 4,
      strictMode: false,
      strictModeValidators: [],
      maxBadMessages: Infinity,
      password: null,
      wsOpts: {},
      headers: {},
      query: '',
      backoff: { initialDelay: 1_000, maxDelay: 10_000, factor: 2, randomisationFactor: 0.25 },
    });
    this.#client.on('close', () => (this.closes += 1));
  }

  /** Connects, boots, and reports its connector free. */
  async start(): Promise<void> {
    await this.#client.connect();
    await this.boot();
    await this.status('Available');
  }

  async stop(): Promise<void> {
    await this.#client.close({ code: 1000 });
  }

  /** Plug, card, energy for more than a second, stop, unplug. */
  async charge(tag: string): Promise<void> {
    await this.plugAndAuthorize(tag);
    await this.begin(tag);
    await this.meter(0, 50_000);
    await pause(1.3);
    await this.meter(3_000, 50_000);
    await this.end(3_000);
    await this.status('Available');
    this.book.push('success');
  }

  /** Everything works but that no energy comes, until the driver gives up. */
  async failAtHandshake(tag: string): Promise<void> {
    await this.plugAndAuthorize(tag);
    await this.begin(tag);
    await this.meter(0, 0);
    await pause(HANDSHAKE_SECONDS + 0.7);
    await this.end(0);
    await this.status('Available');
    this.book.push('failed');
  }

  /** The card is not welcome. */
  async beRefused(tag: string): Promise<void> {
    await this.plugAndAuthorize(tag);
    await this.status('Available');
    this.book.push('refused');
  }

  /** DataTransfer of anything. */
  async transfer(data: unknown): Promise<void> {
    await this.call('DataTransfer', { vendorId: 'test', data });
  }

  /** Calls the CPMS; rejects when no answer comes. */
  protected async call(action: string, payload: Payload): Promise<Payload> {
    const begin = performance.now();
    const answer = await this.#client.call(action, payload);
    this.waits.push(performance.now() - begin);
    this.calls += 1;
    if (typeof answer !== 'object' || answer === null) throw new Error(`${action} was answered by no object`);
    return { ...answer };
  }

  private async plugAndAuthorize(tag: string): Promise<void> {
    await this.status('Occupied');
    await this.authorize(tag);
  }

  protected abstract boot(): Promise<unknown>;
  protected abstract status(status: 'Available' | 'Occupied'): Promise<unknown>;
  protected abstract authorize(tag: string): Promise<unknown>;
  protected abstract begin(tag: string): Promise<unknown>;
  protected abstract meter(registerWh: number, powerW: number): Promise<unknown>;
  protected abstract end(registerWh: number): Promise<unknown>;
}

const sampledTexts = (registerWh: number, powerW: number): Payload[] => [
  { value: String(registerWh), measurand: 'Energy.Active.Import.Register', unit: 'Wh' },
  { value: String(powerW), measurand: 'Power.Active.Import', unit: 'W' },
];

/** OCPP 1.6. */
export class Station16 extends ChargingStation {
  #transaction: unknown = null;

  constructor(id: string, port: number) {
    super(id, port, 'ocpp1.6');
  }

  protected boot(): Promise<unknown> {
    return this.call('BootNotification', {
      chargePointVendor: 'Volt',
      chargePointModel: 'AC22',
      firmwareVersion: '1.2.3',
    });
  }

  protected status(status: 'Available' | 'Occupied'): Promise<unknown> {
    const word = status === 'Occupied' ? 'Preparing' : status;
    const payload = { connectorId: 1, status: word, errorCode: 'NoError', timestamp: now() };
    return this.call('StatusNotification', payload);
  }

  /** Reports what is wrong with its connector, in OCPP's words; `NoError` says that it is free again. */
  report(errorCode: string): Promise<unknown> {
    const status = errorCode === 'NoError' ? 'Available' : 'Faulted';
    return this.call('StatusNotification', { connectorId: 1, status, errorCode, timestamp: now() });
  }

  protected authorize(idTag: string): Promise<unknown> {
    return this.call('Authorize', { idTag });
  }

  protected async begin(idTag: string): Promise<unknown> {
    const payload = { connectorId: 1, idTag, meterStart: 0, timestamp: now() };
    const { transactionId } = await this.call('StartTransaction', payload);
    this.#transaction = transactionId;
    return transactionId;
  }

  protected meter(registerWh: number, powerW: number): Promise<unknown> {
    return this.call('MeterValues', {
      connectorId: 1,
      transactionId: this.#transaction,
      meterValue: [{ timestamp: now(), sampledValue: sampledTexts(registerWh, powerW) }],
    });
  }

  protected end(meterStop: number): Promise<unknown> {
    return this.call('StopTransaction', {
      transactionId: this.#transaction,
      meterStop,
      timestamp: now(),
      reason: 'Local',
    });
  }
}

/** OCPP 2.0.1. */
export class Station201 extends ChargingStation {
  #transaction = 0;
  #sequence = 0;

  constructor(id: string, port: number) {
    super(id, port, 'ocpp2.0.1');
  }

  protected boot(): Promise<unknown> {
    return this.call('BootNotification', {
      reason: 'PowerUp',
      chargingStation: { vendorName: 'Ampere', model: 'HPC150', firmwareVersion: '4.5' },
    });
  }

  protected status(connectorStatus: 'Available' | 'Occupied'): Promise<unknown> {
    return this.call('StatusNotification', { timestamp: now(), connectorStatus, evseId: 1, connectorId: 1 });
  }

  protected authorize(tag: string): Promise<unknown> {
    return this.call('Authorize', { idToken: { idToken: tag, type: 'ISO14443' } });
  }

  protected begin(tag: string): Promise<unknown> {
    this.#transaction += 1;
    this.#sequence = -1;
    return this.#event('Started', 'Authorized', 'EVConnected', {
      idToken: { idToken: tag, type: 'ISO14443' },
    });
  }

  protected meter(registerWh: number, powerW: number): Promise<unknown> {
    const sampledValue = [
      { value: registerWh, measurand: 'Energy.Active.Import.Register', unitOfMeasure: { unit: 'Wh' } },
      { value: powerW, measurand: 'Power.Active.Import', unitOfMeasure: { unit: 'W' } },
    ];
    const state = powerW > 0 ? 'Charging' : 'EVConnected';
    const trigger = 'MeterValuePeriodic';
    return this.#event('Updated', trigger, state, { meterValue: [{ timestamp: now(), sampledValue }] });
  }

  protected end(): Promise<unknown> {
    return this.#event('Ended', 'StopAuthorized', 'EVConnected', {}, { stoppedReason: 'Local' });
  }

  #event(
    eventType: string,
    triggerReason: string,
    state: string,
    more: Payload,
    info: Payload = {},
  ): Promise<unknown> {
    this.#sequence += 1;
    return this.call('TransactionEvent', {
      eventType,
      triggerReason,
      timestamp: now(),
      seqNo: this.#sequence,
      transactionInfo: { transactionId: `${this.id}-${this.#transaction}`, chargingState: state, ...info },
      evse: { id: 1, connectorId: 1 },
      ...more,
    });
  }
}
