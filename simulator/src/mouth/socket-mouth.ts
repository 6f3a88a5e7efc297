import ocppRpc from 'ocpp-rpc';
import { Mailbox } from '../clock/process.ts';
import type { Answer, Mouth, Payload, Socket, StationEar } from './mouth.ts';

const CALL_TIMEOUT_MS = 60_000;
const PING_MS = 30_000;
const OFFLINE: Answer = { kind: 'offline' };

type Client = InstanceType<typeof ocppRpc.RPCClient>;

const isPayload = (value: unknown): value is Payload =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Stations that speak over real sockets. `poke` lets the model run after something came in; `observe` says what sensors,
 * routers and meters see, where there is a way for it.
 */
export class SocketMouth implements Mouth {
  readonly observe?: NonNullable<Mouth['observe']>;
  private readonly sockets: LiveSocket[] = [];
  private readonly url: string;
  private readonly poke: () => void;

  constructor(url: string, poke: () => void, observe?: NonNullable<Mouth['observe']>) {
    this.url = url;
    this.poke = poke;
    if (observe) this.observe = observe;
  }

  socket(ear: StationEar): Socket {
    const socket = new LiveSocket(this.url, ear, this.poke);
    this.sockets.push(socket);
    return socket;
  }

  /** Closes every socket in good order. */
  async close(): Promise<void> {
    await Promise.all(this.sockets.map((socket) => socket.leave()));
  }
}

class LiveSocket implements Socket {
  private client: Client | null = null;
  private sent = 0;
  private readonly url: string;
  private readonly ear: StationEar;
  private readonly poke: () => void;

  constructor(url: string, ear: StationEar, poke: () => void) {
    this.url = url;
    this.ear = ear;
    this.poke = poke;
  }

  open(): Mailbox<boolean> {
    const box = new Mailbox<boolean>();
    const client = new ocppRpc.RPCClient(optionsOf(this.url, this.ear));
    client.handle(({ method, params }) => this.called(method ?? '', params ?? {}));
    const done = (connected: boolean): void => {
      if (connected) this.client = client;
      box.post(connected);
      this.poke();
    };
    client.on('close', ({ code }: { code: number }) => {
      if (this.client !== client) return;
      this.client = null;
      this.ear.dropped(code);
      this.poke();
    });
    client.connect().then(
      () => done(true),
      () => done(false),
    );
    return box;
  }

  close(code: number): void {
    const { client } = this;
    this.client = null;
    const how = code === 1006 ? { force: true } : { code };
    client?.close(how).catch(() => undefined);
  }

  abandon(): () => void {
    const { client } = this;
    this.client = null;
    return () => void client?.close({ force: true }).catch(() => undefined);
  }

  tell(action: string, payload: Payload): void {
    this.sent += 1;
    this.client?.sendRaw(JSON.stringify([6, `s${this.sent}`, action, payload]));
  }

  async leave(): Promise<void> {
    const { client } = this;
    this.client = null;
    await client?.close({ code: 1000 });
  }

  call(action: string, payload: Payload, heard: () => void): Mailbox<Answer> {
    const box = new Mailbox<Answer>();
    const { client } = this;
    const settle = (answer: Answer): void => {
      if (answer.kind !== 'offline') heard();
      box.post(answer);
      this.poke();
    };
    if (client === null) {
      box.post(OFFLINE);
      return box;
    }
    client.call(action, payload).then(
      (result) => settle({ kind: 'result', payload: isPayload(result) ? result : {} }),
      (error: unknown) => settle(this.client === client ? failure(error) : OFFLINE),
    );
    return box;
  }

  private async called(action: string, payload: Payload): Promise<Record<string, unknown>> {
    const answer = this.ear.called(action, payload);
    this.poke();
    if (answer?.kind === 'result') return { ...answer.payload };
    if (answer?.kind === 'error') throw ocppRpc.createRPCError(answer.code, answer.description);
    return new Promise(() => undefined);
  }
}

function failure(error: unknown): Answer {
  if (!(error instanceof Error)) return { kind: 'timeout' };
  if (error.name === 'TimeoutError') return { kind: 'timeout' };
  const code =
    'rpcErrorCode' in error && typeof error.rpcErrorCode === 'string' ? error.rpcErrorCode : 'GenericError';
  return { kind: 'error', code, description: error.message };
}

function optionsOf(endpoint: string, ear: StationEar): ConstructorParameters<typeof ocppRpc.RPCClient>[0] {
  return {
    endpoint,
    identity: ear.id,
    protocols: [ear.protocol],
    reconnect: false,
    maxReconnects: 0,
    callTimeoutMs: CALL_TIMEOUT_MS,
    pingIntervalMs: PING_MS,
    deferPingsOnActivity: false,
    respondWithDetailedErrors: false,
    callConcurrency: 1,
    strictMode: false,
    strictModeValidators: [],
    maxBadMessages: Infinity,
    password: null,
    wsOpts: {},
    headers: {},
    query: '',
    backoff: { initialDelay: 1000, maxDelay: 10_000, factor: 2, randomisationFactor: 0.25 },
  };
}
