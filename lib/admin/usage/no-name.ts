/** What a request without a group, a target or a fault is found under, and stands under in reports: no name looks like it. */
export const noName = '(none)';
