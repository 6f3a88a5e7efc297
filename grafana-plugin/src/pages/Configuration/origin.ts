/** Whether `text` is an address of a host, with nothing after it but a slash. */
export const isOrigin = (text: string): boolean => {
  try {
    const { protocol, pathname, search, hash, username } = new URL(text);
    return (
      ['http:', 'https:'].includes(protocol) &&
      pathname === '/' &&
      search === '' &&
      hash === '' &&
      username === ''
    );
  } catch {
    return false;
  }
};
