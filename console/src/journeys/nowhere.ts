/** Names nothing that there is: what still has to be chosen in a draft. */
export const nowhere = '00000000-0000-0000-0000-000000000000'
