import { printable } from '../../base/printable.ts';
import { findStranger } from '../trust.ts';
import { actions } from './actions.ts';
import { azure } from './azure.ts';
import { circleci } from './circleci.ts';
import type { Environment, KnownCi } from './facts.ts';
import { gitlab } from './gitlab.ts';
import { jenkins } from './jenkins.ts';
import { woodpecker } from './woodpecker.ts';

/* Which CI the command line runs in, by the variables that each gives to its jobs. */

/** Woodpecker first: it has variables of the names that GitLab's have. */
const known = [woodpecker, gitlab, azure, circleci, actions, jenkins];

/** What is known of the CI around us; undefined in a terminal, and in a CI that we do not know. */
export function findCi(env: Environment): KnownCi | undefined {
  for (const read of known) {
    const found = read(env);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Why what is checked out may be a stranger's work, in any CI; undefined where nothing says so. */
export function strangerIn(env: Environment): string | undefined {
  // A runner that hides what it is says nothing better of its event.
  return findCi(env)?.stranger ?? findStranger(env);
}

/** `GitLab: merge request 7, branch hats, commit 0123456789`, for the log. */
export function describeCi({ name, change, branch, commit }: KnownCi): string {
  const facts = [
    ...(change === undefined ? [] : [change]),
    ...(branch === undefined ? [] : [`branch ${branch}`]),
    ...(commit === undefined ? [] : [`commit ${commit.sha.slice(0, 10)}`]),
  ];
  return printable([`${name}:`, facts.join(', ')].join(' '));
}
