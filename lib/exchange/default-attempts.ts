/** How many targets a request is tried at where its group does not say: the first, and two more. */
export const defaultAttempts = 3;
