/** Keeps secrets out of every text that leaves the program: logs, records, reports. */
export class Secrets {
  /** Longest first: a secret may hold another one. */
  #secrets: string[] = [];

  add(secret: string): void {
    if (secret === '' || this.#secrets.includes(secret)) return;
    this.#secrets = [...this.#secrets, secret].sort((a, b) => b.length - a.length);
  }

  redact(text: string): string {
    return this.#secrets.reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text);
  }
}
