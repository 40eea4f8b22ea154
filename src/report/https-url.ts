/** The address, if it is one that may become a link: absolute, https and without credentials. */
export function httpsUrl(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 2000) return undefined;
  const url = URL.parse(text);
  return url?.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : undefined;
}
