import { describe, expect, it } from 'vitest';
import { AttemptFailure, classifyStatus, type FailureClass, failureClasses } from './failure';

describe('a status of an upstream', () => {
  it.each<[number, FailureClass, FailureClass]>([
    // status, for a target that declared what was needed, and for one that did not
    [204, 'deployment', 'deployment'],
    [301, 'deployment', 'deployment'],
    [307, 'deployment', 'deployment'],
    [400, 'request', 'unfit'],
    [401, 'deployment', 'deployment'],
    [402, 'deployment', 'deployment'],
    [403, 'deployment', 'deployment'],
    [404, 'deployment', 'unfit'],
    [405, 'deployment', 'unfit'],
    [407, 'deployment', 'deployment'],
    [408, 'server-error', 'server-error'],
    [409, 'server-error', 'server-error'],
    [413, 'request', 'unfit'],
    [415, 'request', 'unfit'],
    [422, 'request', 'unfit'],
    [429, 'rate-limited', 'rate-limited'],
    [500, 'server-error', 'server-error'],
    [501, 'server-error', 'unfit'],
    [502, 'server-error', 'server-error'],
    [503, 'busy', 'busy'],
    [504, 'server-error', 'server-error'],
    [529, 'busy', 'busy'],
    [599, 'server-error', 'server-error'],
  ])('of %i is %s, and %s where nobody had declared what was needed', (status, declared, undeclared) => {
    expect(classifyStatus(status, null, false)).toBe(declared);
    expect(classifyStatus(status, null, true)).toBe(undeclared);
  });

  it("that says the model is unknown is the deployment's to mend, whatever its number", () => {
    expect(classifyStatus(400, 'model_not_found', false)).toBe('deployment');
    expect(classifyStatus(400, 'something_else', false)).toBe('request');
  });
});

it('only a mistake of the caller, their leaving and ours end the search', () => {
  const ending = failureClasses.filter((failure) => !new AttemptFailure(failure).movesOn);
  expect(ending).toEqual(['request', 'cancelled', 'stopped']);
});
