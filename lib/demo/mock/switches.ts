import type { MockMode } from '../../exchange/mock-modes';
import { type MockModel, mockModels } from './models';

/** How each model behaves now. In memory alone: a restart gives each its own nature back. */
export interface MockSwitches {
  modeOf(model: MockModel): MockMode;
  set(model: MockModel, mode: MockMode): void;
}

export function createSwitches(): MockSwitches {
  const modes = new Map<MockModel, MockMode>();
  return {
    modeOf: (model) => modes.get(model) ?? natureOf(model),
    set: (model, mode) => {
      modes.set(model, mode);
    },
  };
}

export function natureOf(model: MockModel): MockMode {
  return mockModels[model].nature;
}
