/** The demo's mock provider as the store knows it: no such host exists, so nobody else can ever be called by it. */
export const mockOrigin = 'http://mock.demo.invalid';
