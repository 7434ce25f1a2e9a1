import { endpoint } from '@/lib/gateway/endpoint';
import { handleRequestList } from '@/lib/gateway/handle-requests';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: handleRequestList });
