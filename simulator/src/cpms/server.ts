import type { Server } from 'node:http';
import ocppRpc from 'ocpp-rpc';
import type { CpmsCondition, Payload, RemoteResult } from '../mouth/mouth.ts';
import { CpmsModel } from './model.ts';

const PROTOCOLS = ['ocpp2.1', 'ocpp2.0.1', 'ocpp1.6'];
/** Versions whose schemas are at hand. */
const CHECKED = ['ocpp1.6', 'ocpp2.0.1'];
const REMOTE_TIMEOUT_MS = 30_000;

type Client = InstanceType<typeof ocppRpc.RPCClient>;

export interface CpmsServerOptions {
  readonly host?: string;
  readonly firstTransactionId?: number;
  readonly heartbeatSeconds?: number;
  /** Refuse messages that break their schema. */
  readonly strict?: boolean;
  readonly clock: () => number;
}

/** A CPMS on real sockets. All its decisions are the model's; set `condition` to make it misbehave. */
export class CpmsServer {
  readonly model: CpmsModel;
  /** Messages that broke their schema, in strict mode: action and what is wrong. */
  readonly violations: string[] = [];
  /** Calls received, by action. */
  readonly received = new Map<string, number>();
  private readonly options: CpmsServerOptions;
  private readonly stations = new Map<string, Client>();
  private rpc: InstanceType<typeof ocppRpc.RPCServer> | null = null;
  private port = 0;

  constructor(options: CpmsServerOptions) {
    this.options = options;
    this.model = new CpmsModel({
      firstTransactionId: options.firstTransactionId ?? 1000,
      heartbeatSeconds: options.heartbeatSeconds ?? 300,
    });
  }

  set condition(condition: CpmsCondition) {
    this.model.take(condition);
  }

  get connected(): readonly string[] {
    return [...this.stations.keys()];
  }

  /** Listens; port 0 takes a free one. Returns the port. */
  async listen(port: number): Promise<number> {
    const rpc = new ocppRpc.RPCServer({
      protocols: PROTOCOLS,
      strictMode: this.options.strict === true ? CHECKED : false,
      pingIntervalMs: 0,
    });
    rpc.auth((accept, _reject, handshake) => {
      const protocol = PROTOCOLS.find((known) => handshake.protocols.has(known));
      accept({}, protocol ?? false);
    });
    rpc.on('client', (client: Client) => this.attach(client));
    const server: Server = await rpc.listen(port, this.options.host ?? '127.0.0.1');
    const address = server.address();
    this.rpc = rpc;
    this.port = typeof address === 'object' && address !== null ? address.port : port;
    return this.port;
  }

  async close(): Promise<void> {
    await this.rpc?.close({ code: 1001, reason: '', awaitPending: false, force: true });
    this.rpc = null;
    this.stations.clear();
  }

  /** Goes away without a word and comes back on the same port after `downMs`. */
  async restart(downMs: number): Promise<void> {
    await this.close();
    await new Promise((resolve) => setTimeout(resolve, downMs));
    await this.listen(this.port);
  }

  async remoteStart(station: string, evse: number, idTag: string): Promise<RemoteResult> {
    const client = this.stations.get(station);
    if (client === undefined) return 'unanswered';
    const { action, payload } = this.model.remoteStart(client.protocol ?? '', evse, idTag);
    return this.ask(client, action, payload);
  }

  async remoteStop(station: string, evse: number): Promise<RemoteResult> {
    const client = this.stations.get(station);
    const call = this.model.remoteStop(client?.protocol ?? '', station, evse);
    return client === undefined || call === undefined
      ? 'unanswered'
      : this.ask(client, call.action, call.payload);
  }

  async limit(station: string, evse: number, watts: number | null, amperes = false): Promise<RemoteResult> {
    const client = this.stations.get(station);
    if (client === undefined) return 'unanswered';
    const { action, payload } = this.model.limit(client.protocol ?? '', evse, watts, amperes);
    return this.ask(client, action, payload);
  }

  async reserve(station: string, evse: number, idTag: string, until: number): Promise<RemoteResult> {
    const client = this.stations.get(station);
    if (client === undefined) return 'unanswered';
    const { action, payload } = this.model.reserve(client.protocol ?? '', evse, idTag, until);
    return this.ask(client, action, payload);
  }

  private async ask(client: Client, action: string, payload: Payload): Promise<RemoteResult> {
    try {
      const answer = await client.call(action, payload, { callTimeoutMs: REMOTE_TIMEOUT_MS });
      const accepted =
        typeof answer === 'object' && answer !== null && 'status' in answer && answer.status === 'Accepted';
      return accepted ? 'accepted' : 'rejected';
    } catch {
      return 'unanswered';
    }
  }

  private attach(client: Client): void {
    const station = client.identity ?? '';
    this.stations.set(station, client);
    client.on('close', () => {
      if (this.stations.get(station) === client) this.stations.delete(station);
    });
    client.on('strictValidationFailure', ({ error }: { error: Error }) =>
      this.violations.push(error.message),
    );
    client.handle(({ method, params }) => this.answer(station, method ?? '', params ?? {}));
  }

  private async answer(station: string, action: string, payload: Payload): Promise<Record<string, unknown>> {
    this.received.set(action, (this.received.get(action) ?? 0) + 1);
    const decision = this.model.answer(station, action, payload, this.options.clock());
    if (decision.kind === 'silence') return new Promise(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, decision.afterMs));
    if (decision.kind === 'error') throw ocppRpc.createRPCError(decision.code, decision.description);
    return { ...decision.payload };
  }
}
