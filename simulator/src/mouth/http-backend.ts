import { z } from 'zod';
import { Mailbox } from '../clock/process.ts';
import type { Backend, CpmsCondition, RemoteResult } from './mouth.ts';

const remoteResult = z.object({ result: z.enum(['accepted', 'rejected', 'unanswered']) });

/** The operator's application of a CPMS in another process, reached through its control endpoint. */
export class HttpBackend implements Backend {
  private readonly url: string | undefined;
  private readonly poke: () => void;

  /** Without a `url` nothing can be started by app, and the backend has no faults. */
  constructor(url: string | undefined, poke: () => void) {
    this.url = url;
    this.poke = poke;
  }

  remoteStart(station: string, evse: number, idTag: string): Mailbox<RemoteResult> {
    const box = new Mailbox<RemoteResult>();
    void this.post('/remote-start', { station, evse, idTag }).then((answer) => {
      const parsed = remoteResult.safeParse(answer);
      box.post(parsed.success ? parsed.data.result : 'unanswered');
      this.poke();
    });
    return box;
  }

  remoteStop(station: string, evse: number): void {
    void this.post('/remote-stop', { station, evse });
  }

  limit(station: string, evse: number, watts: number | null, amperes = false): void {
    void this.post('/limit', { station, evse, watts, amperes });
  }

  reserve(station: string, evse: number, idTag: string, until: number): void {
    void this.post('/reserve', { station, evse, idTag, until });
  }

  exclusive(idTag: string): void {
    void this.post('/exclusive', { idTag });
  }

  setCondition(condition: CpmsCondition): void {
    void this.post('/condition', condition);
  }

  /** The answer as JSON; null where there is none. */
  private async post(path: string, body: object): Promise<unknown> {
    if (this.url === undefined) return null;
    try {
      const response = await fetch(new URL(path, this.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(35_000),
      });
      return await response.json();
    } catch {
      return null;
    }
  }
}
