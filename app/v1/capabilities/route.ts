import { endpoint } from '@/lib/gateway/endpoint';
import { handleCapabilities } from '@/lib/gateway/handle-capabilities';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: handleCapabilities });
