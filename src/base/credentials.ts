/** A user name and password for HTTP Basic. */
export interface Credentials {
  username: string;
  password: string;
}

/** The value of the header `authorization`. */
export function basicAuthorization(credentials: Credentials): string {
  return `Basic ${encoded(credentials)}`;
}

/** Every form in which a password leaves the program, and so might come back in a log. */
export function secretForms(credentials: Credentials): string[] {
  return credentials.password === '' ? [] : [credentials.password, encoded(credentials)];
}

function encoded({ username, password }: Credentials): string {
  return Buffer.from(`${username}:${password}`).toString('base64');
}
