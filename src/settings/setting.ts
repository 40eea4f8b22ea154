/** One setting: an action input and a flag of the same name. */
export interface Setting<T> {
  /** Heading in docs/settings.md and in `--help`. */
  group: 'Farm' | 'Project' | 'Frames' | 'Results' | 'Comparison' | 'Pull request' | 'Behaviour';
  help: string;
  /** Nobody is to see it: it is no flag, and no error quotes it. */
  secret?: boolean;
  /** As text, the way action.yml has it; parsed like any value. */
  default: string;
  /**
   * Throws an Error that says what is allowed. Left out, any text is taken as it is: nothing can be wrong with a password,
   * so no error ever quotes it.
   */
  parse?: (text: string) => T;
}
