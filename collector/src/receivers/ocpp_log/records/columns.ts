/** What a column of a table, or a property of an object, can hold. */
export const COLUMN_ROLES = [
  'station',
  'time',
  'direction',
  'frame',
  'action',
  'payload',
  'message_id',
  'type',
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** Role → name of the column that plays it, as the table writes it. */
export type Columns = Readonly<Partial<Record<ColumnRole, string>>>;

const list = (text: string): readonly string[] => text.split(' ');

/** Names that tables of charging systems give to their columns, the surest first; case and separators do not count. */
const ALIASES: Readonly<Record<ColumnRole, readonly string[]>> = {
  station: list(
    'station stationid chargeboxid chargepointid chargerid chargingstationid chargepoint chargingstation charger chargebox ' +
      'cpid csid cp deviceid device ocppid ocppidentity identity chargepointidentity clientid serialnumber',
  ),
  time: list(
    'receivedat timestamp time datetime createdat loggedat ts at date eventtime timestampms messagetime insertedat',
  ),
  direction: list('direction dir origin sender initiator sentby flow inout'),
  frame: list('frame ocppmessage rawmessage message msg raw ocppframe rawframe json'),
  action: list('action messagename ocppaction method command operation actionname'),
  payload: list('payload content body data parameters messagebody'),
  message_id: list('messageid uniqueid correlationid msgid callid requestid ocppmessageid'),
  type: list('messagetypeid messagetype type msgtype calltype kind'),
};

const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Finds the columns of a table by the names given and, where none is given, by the usual ones. Index by role. */
export function columnIndexes(
  names: readonly string[],
  given: Columns = {},
): ReadonlyMap<ColumnRole, number> {
  const plain = names.map(plainName);
  const found = new Map<ColumnRole, number>();
  for (const role of COLUMN_ROLES) {
    const name = given[role];
    const index =
      name === undefined
        ? (ALIASES[role].map((alias) => plain.indexOf(alias)).find((at) => at !== -1) ?? -1)
        : names.findIndex((column) => column.trim().toLowerCase() === name.trim().toLowerCase());
    if (index !== -1) found.set(role, index);
  }
  return found;
}

/** Whether these columns are enough to read messages: a time, and a frame or a payload, which may be a frame or a part of one. */
export const areEnough = (columns: ReadonlyMap<ColumnRole, unknown>): boolean =>
  columns.has('time') && (columns.has('frame') || columns.has('payload'));
