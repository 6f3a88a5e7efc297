/** The longest message id that is kept; OCPP-J allows 36 characters, chargers exceed it. */
const LONGEST_ID = 128;

/** One frame of OCPP-J, read (OCPP 1.6J §4.2, OCPP 2.0.1 part 4 §4.2, OCPP 2.1 part 4 §4.2.5–6). */
export type OcppFrame =
  | CallFrame
  | AnswerFrame
  | { readonly type: 'result_error'; readonly id: string }
  | { readonly type: 'unreadable' };

/** CALL, and the SEND of OCPP 2.1 that nobody answers. */
export interface CallFrame {
  readonly type: 'call' | 'send';
  readonly id: string;
  readonly action: string;
  readonly payload: unknown;
}

/** CALLRESULT, and CALLERROR whose texts are not read. */
export interface AnswerFrame {
  readonly type: 'result' | 'error';
  readonly id: string;
  readonly payload: unknown;
}

const UNREADABLE: OcppFrame = { type: 'unreadable' };

const readId = (id: unknown): string | null => {
  if (typeof id === 'string') return id !== '' && id.length <= LONGEST_ID ? id : null;
  return typeof id === 'number' && Number.isFinite(id) ? String(id) : null;
};

/**
 * Reads `[2,id,action,payload]`, `[3,id,payload]`, `[4,id,code,description,details]`, `[5,…]` (CALLRESULTERROR) and
 * `[6,id,action,payload]` (SEND). Numeric ids count as text, a payload may be missing, further elements are ignored;
 * everything else is `unreadable`. Never throws.
 */
export function readFrame(frame: readonly unknown[] | null): OcppFrame {
  if (frame === null) return UNREADABLE;
  const id = readId(frame[1]);
  if (id === null) return UNREADABLE;
  const third = frame[2];
  switch (frame[0]) {
    case 2:
    case 6:
      if (typeof third !== 'string') return UNREADABLE;
      return { type: frame[0] === 2 ? 'call' : 'send', id, action: third, payload: frame[3] };
    case 3:
      return { type: 'result', id, payload: third };
    case 4:
      return { type: 'error', id, payload: null };
    case 5:
      return { type: 'result_error', id };
    default:
      return UNREADABLE;
  }
}
