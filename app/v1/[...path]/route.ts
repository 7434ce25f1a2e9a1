import { handleWrongAddress } from '@/lib/gateway/handle-wrong-address';

export {
  handleWrongAddress as DELETE,
  handleWrongAddress as GET,
  handleWrongAddress as HEAD,
  handleWrongAddress as OPTIONS,
  handleWrongAddress as PATCH,
  handleWrongAddress as POST,
  handleWrongAddress as PUT,
};
