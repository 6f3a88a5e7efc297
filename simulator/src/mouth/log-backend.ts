import { Mailbox } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import { receive } from '../clock/process.ts';
import type { LogMouth } from './log-mouth.ts';
import type { Answer, Backend, CpmsCondition, RemoteResult } from './mouth.ts';

const ANSWER_MS = 30_000;

/** The operator's application beside a log: its calls are written like all others. */
export class LogBackend implements Backend {
  private readonly mouth: LogMouth;

  constructor(mouth: LogMouth) {
    this.mouth = mouth;
  }

  remoteStart(station: string, evse: number, idTag: string): Mailbox<RemoteResult> {
    const { action, payload } = this.mouth.cpms.remoteStart(this.mouth.protocolOf(station), evse, idTag);
    const result = new Mailbox<RemoteResult>();
    this.mouth.scheduler.spawn(awaitAnswer(this.mouth.callStation(station, action, payload), result));
    return result;
  }

  remoteStop(station: string, evse: number): void {
    const call = this.mouth.cpms.remoteStop(this.mouth.protocolOf(station), station, evse);
    if (call !== undefined) this.mouth.callStation(station, call.action, call.payload);
  }

  limit(station: string, evse: number, watts: number | null, amperes = false): void {
    const { action, payload } = this.mouth.cpms.limit(this.mouth.protocolOf(station), evse, watts, amperes);
    this.mouth.callStation(station, action, payload);
  }

  reserve(station: string, evse: number, idTag: string, until: number): void {
    const { action, payload } = this.mouth.cpms.reserve(this.mouth.protocolOf(station), evse, idTag, until);
    this.mouth.callStation(station, action, payload);
  }

  exclusive(idTag: string): void {
    this.mouth.cpms.exclusive.add(idTag);
  }

  setCondition(condition: CpmsCondition): void {
    this.mouth.cpms.take(condition);
  }
}

function* awaitAnswer(answer: Mailbox<Answer>, result: Mailbox<RemoteResult>): Process {
  const got = yield* receive(answer, ANSWER_MS);
  if (got?.kind === 'error') result.post('rejected');
  else if (got?.kind !== 'result') result.post('unanswered');
  else result.post(got.payload['status'] === 'Accepted' ? 'accepted' : 'rejected');
}
