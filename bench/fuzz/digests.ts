import { createHash } from 'node:crypto';

export function sha1Of(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
