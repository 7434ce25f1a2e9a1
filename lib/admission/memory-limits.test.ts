import { keepsLimits } from './__fixtures__/keeps-limits';
import { createMemoryLimits } from './memory-limits';

keepsLimits('memory', async () => createMemoryLimits());
