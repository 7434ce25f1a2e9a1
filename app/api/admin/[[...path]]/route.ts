import { adminEndpoint } from '@/lib/admin/door';

/** Every address under /api/admin that is none. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = adminEndpoint({});
