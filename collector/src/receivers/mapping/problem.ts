/** Why something of a message became no signal. */
export const MAPPING_REASONS = {
  unreadable: 'the payload is not of the format of its entry',
  no_entry: 'no entry of the mapping has this topic or path',
  nothing_said: 'an entry has this topic or path, and found none of its fields',
  unknown_device: 'the inventory does not know the device',
  ambiguous_device: 'the inventory has more than one device with this id',
  no_subject: 'it does not say whom it is about',
  bad_value: 'a value is not what its signal needs',
  out_of_range: 'a number that no sensor that works says',
  bad_time: 'a time that cannot be read, or cannot be',
  unknown_word: 'a word that the mapping does not translate',
  unmapped_field: 'a field that the mapping does not mention',
  too_much: 'more items or signals than a message may have',
} as const;
export type MappingReason = keyof typeof MAPPING_REASONS;

/** One thing not understood. */
export interface MappingProblem {
  readonly reason: MappingReason;
  /** Where in the mapping, or in the message for `unmapped_field`: `messages[0].signals[2]`, `$.foo`. Holds no value. */
  readonly at: string;
  /** A keyed hash for devices (`iccid ~09ab…`); else the value, which only the person at a dry run may see. */
  readonly detail: string;
}
