import { expect, test } from '@jest/globals';
import { privacyOf } from '../../src/project/private-files.ts';

test.each([
  ...['.git', '.git/config', 'sub/.git/HEAD', '.GIT/config', '.git./config', 'git~1/config', 'modules/a/.git'],
])('%s is of .git', (path) => {
  expect(privacyOf(path)).toBe('git');
});

test.each([
  ...['.env', 'app/.env.local', '.ENV', '.envrc', '.netrc', '.npmrc', '.git-credentials', '.ssh/config', '.ssh'],
  ...[
    'home/.aws/credentials',
    '.config/gh/hosts.yml',
    'keys/id_rsa',
    'id_ed25519',
    'certs/farm.pem',
    'TLS.KEY',
    'a.p12',
  ],
  // Patterns that name such files.
  ...['certs/*.pem', '.env*', '**/.ssh/**'],
])('%s looks like credentials', (path) => {
  expect(privacyOf(path)).toBe('credentials');
});

test.each([
  ...['shot.blend', 'tex/wood.png', 'env.hdr', 'tex/.hidden.png', '.gitignore', '.github/a.png', 'gitconfig/a.png'],
  ...['id_rsa.png', 'key/a.png', 'pem', 'my.ssh/a.png', '.config/a.png', 'tex/.env/a.png', 'a.keys', 'git~x/a', ''],
  ...['certs/**', '**', '*.*'],
])('%j is like any other', (path) => {
  expect(privacyOf(path)).toBeUndefined();
});
