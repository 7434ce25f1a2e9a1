import { adminDoor } from '@/lib/admin/door';

/** Every address under /api/admin: which there are is told by the verbs, lib/admin/verbs.ts. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = adminDoor;
