/** What runs or should run, in the target's own terms: `web:42`, a commit, a backup's name. Untrusted. */
export type Revision = string
