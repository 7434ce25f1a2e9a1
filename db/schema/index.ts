export * from './administrators';
export * from './callers';
export * from './groups';
export * from './policies';
export * from './policy';
export * from './providers';
export * from './replicas';
export * from './usage';
