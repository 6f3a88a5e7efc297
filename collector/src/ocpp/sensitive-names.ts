/**
 * Property names of OCPP payloads whose value names a person, a vehicle, a SIM or a secret, without case and
 * separators. ISO 15118's and vendors' spellings of DataTransfer content are among them.
 */
const SENSITIVE_PROPERTIES = new Set([
  'idtag',
  'parentidtag',
  'idtoken',
  'groupidtoken',
  'additionalidtoken',
  'masterpassgroupid',
  'emaid',
  'emaids',
  'evccid',
  'vehicleid',
  'vehicleidentificationnumber',
  'vin',
  'macaddress',
  'iccid',
  'imsi',
  'imei',
  'msisdn',
  'rfid',
  'rfiduid',
  'carduid',
  'cardnumber',
  'pan',
  'pspref',
  'receiptid',
  'receipturl',
  'maskedpan',
  'contractid',
  'customeridentifier',
  'vatnumber',
  'email',
  'phonenumber',
  'licenseplate',
  'certificate',
  'certificatechain',
  'certificatehashdata',
  'iso15118certificatehashdata',
  'customercertificate',
  'signingcertificate',
  'csr',
  'exirequest',
  'exiresponse',
  'ocspresult',
  'password',
  'basicauthpassword',
  'authorizationkey',
  'apnpassword',
  'apnusername',
  'simpin',
  'privatekey',
  'secret',
  'signedmeterdata',
  'publickey',
]);

/** Names of configuration keys and variables whose value is one of those. */
const SENSITIVE_VARIABLES = new Set([
  ...SENSITIVE_PROPERTIES,
  'token',
  'masterpassgroupid',
  'identity',
  'wifipassword',
  'wlanpassword',
]);

/** Names that are asked for over and over: most are few and known after the first frames. */
const MOST_REMEMBERED = 2_000;
const LONGEST_NAME = 64;

const asker = (names: ReadonlySet<string>): ((name: string) => boolean) => {
  const remembered = new Map<string, boolean>();
  return (name) => {
    if (name.length > LONGEST_NAME) return false;
    const known = remembered.get(name);
    if (known !== undefined) return known;
    const answer = names.has(name.replace(/[^a-z0-9]/gi, '').toLowerCase());
    if (remembered.size < MOST_REMEMBERED) remembered.set(name, answer);
    return answer;
  };
};

/** Whether the value of a property of this name must not be stored. */
export const isSensitiveProperty: (name: string) => boolean = asker(SENSITIVE_PROPERTIES);

/** Whether the value of a configuration key or variable of this name must not be stored. */
export const isSensitiveVariable: (name: string) => boolean = asker(SENSITIVE_VARIABLES);
