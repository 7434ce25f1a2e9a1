import { endpoint } from '@/lib/gateway/endpoint';
import { handleModel } from '@/lib/gateway/handle-models';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: handleModel });
