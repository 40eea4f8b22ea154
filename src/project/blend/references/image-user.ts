/** The settings of one use of an image sequence (`ImageUser` in DNA). */
export interface ImageUser {
  frames: number;
  offset: number;
  /** Timeline frame on which the sequence starts. */
  start: number;
  isCyclic: boolean;
  /** Used by a node of the compositor. */
  inCompositor: boolean;
}
