/** How marked comes in: as a module. The script-tag build puts a verified chunk in this file's place. */
export const importMarked = () => import('marked');
