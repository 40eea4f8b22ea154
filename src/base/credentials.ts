/** A user name and password for HTTP Basic. */
export interface Credentials {
  username: string;
  password: string;
}

/** The value of the header `authorization`. */
export function basicAuthorization({ username, password }: Credentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** Every form in which a password leaves the program, and so might come back, apart from what escapes make of them. */
export function secretForms({ username, password }: Credentials): string[] {
  const plain = [password, password.trim()].filter((form) => form !== '');
  const encoded = plain.flatMap((form) => [...base64Forms(form), ...base64Forms(`${username}:${form}`)]);
  return [...new Set([...plain, ...encoded])];
}

/** In both alphabets, as a whole and as far as it is the same whatever follows the text. */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text);
  const sameLength = Math.floor((bytes.length * 8) / 6);
  return (['base64', 'base64url'] as const).flatMap((encoding) => {
    const form = bytes.toString(encoding).replace(/=+$/, '');
    return [form, form.slice(0, sameLength)];
  });
}
