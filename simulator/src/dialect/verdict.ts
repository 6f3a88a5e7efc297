import { Mailbox, receive } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import { textField } from '../cpms/payload.ts';
import type { Answer, Payload } from '../mouth/mouth.ts';
import type { Station } from '../station/station.ts';

/** Turns the answer to a started transaction into the standing of its credential; none given is `Accepted`. */
export function awaitVerdict(
  station: Station,
  answer: Mailbox<Answer>,
  info: 'idTagInfo' | 'idTokenInfo',
  learn: (payload: Payload) => void,
): Mailbox<string> {
  const verdict = new Mailbox<string>();
  station.world.scheduler.spawn(listen(answer, info, learn, verdict));
  return verdict;
}

function* listen(
  answer: Mailbox<Answer>,
  info: string,
  learn: (payload: Payload) => void,
  verdict: Mailbox<string>,
): Process {
  const got = yield* receive(answer);
  if (got?.kind === 'result') learn(got.payload);
  const status = got?.kind === 'result' ? textField(got.payload, info, 'status') : '';
  verdict.post(status === '' ? 'Accepted' : status);
}
