import type { Server } from 'node:http';
import ocppRpc from 'ocpp-rpc';

type Client = InstanceType<typeof ocppRpc.RPCClient>;
type Payload = Record<string, unknown>;

/** A card that this CPMS does not welcome. */
export const isBlocked = (tag: string): boolean => tag.startsWith('BLOCKED');

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The least of a CPMS that stations of OCPP 1.6 and 2.0.1 can charge with. */
export class SmallCpms {
  readonly #server = new ocppRpc.RPCServer({
    protocols: ['ocpp1.6', 'ocpp2.0.1'],
    strictMode: false,
    pingIntervalMs: 0,
  });
  #transactions = 0;
  /** Calls answered, by action. */
  readonly answered = new Map<string, number>();
  port = 0;

  async start(): Promise<void> {
    this.#server.auth((accept, _reject, handshake) => {
      const protocol = ['ocpp1.6', 'ocpp2.0.1'].find((known) => handshake.protocols.has(known));
      accept({}, protocol ?? false);
    });
    this.#server.on('client', (client: Client) => {
      client.handle(async ({ method, params }) => {
        const action = method ?? '';
        this.answered.set(action, (this.answered.get(action) ?? 0) + 1);
        return this.#answer(action, params ?? {});
      });
    });
    const server: Server = await this.#server.listen(0, '127.0.0.1');
    const address = server.address();
    this.port = typeof address === 'object' && address !== null ? address.port : 0;
  }

  async stop(): Promise<void> {
    await this.#server.close({ code: 1001, reason: '', awaitPending: false, force: true });
  }

  #answer(action: string, params: Payload): Payload {
    const { idTag, idToken } = params;
    const tag =
      typeof idToken === 'object' && idToken !== null && 'idToken' in idToken ? idToken.idToken : idTag;
    const status = isBlocked(textOf(tag)) ? 'Blocked' : 'Accepted';
    switch (action) {
      case 'BootNotification':
        return { status: 'Accepted', currentTime: new Date().toISOString(), interval: 300 };
      case 'Heartbeat':
        return { currentTime: new Date().toISOString() };
      case 'Authorize':
        return { idTagInfo: { status }, idTokenInfo: { status } };
      case 'StartTransaction':
        this.#transactions += 1;
        return { transactionId: this.#transactions, idTagInfo: { status } };
      case 'TransactionEvent':
        return idToken === undefined ? {} : { idTokenInfo: { status } };
      default:
        return {};
    }
  }
}
