import { Mailbox, receive } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import { textField } from '../cpms/payload.ts';
import type { Answer, Payload } from '../mouth/mouth.ts';
import type { Station } from '../station/station.ts';

/** Turns the answer to a started transaction into whether it may go on; no answer lets it go on. */
export function awaitVerdict(
  station: Station,
  answer: Mailbox<Answer>,
  info: 'idTagInfo' | 'idTokenInfo',
  learn: (payload: Payload) => void,
): Mailbox<'accepted' | 'refused'> {
  const verdict = new Mailbox<'accepted' | 'refused'>();
  station.world.scheduler.spawn(listen(answer, info, learn, verdict));
  return verdict;
}

function* listen(
  answer: Mailbox<Answer>,
  info: string,
  learn: (payload: Payload) => void,
  verdict: Mailbox<'accepted' | 'refused'>,
): Process {
  const got = yield* receive(answer);
  if (got?.kind === 'result') learn(got.payload);
  const status = got?.kind === 'result' ? textField(got.payload, info, 'status') : '';
  verdict.post(status === '' || status === 'Accepted' ? 'accepted' : 'refused');
}
