/**
 * What runs inside QuickJS before a policy does; the engine hands it over as text, so it can name nothing outside itself.
 * Whatever it needs of the language it takes hold of first: a policy that changes a prototype changes what it itself sees.
 * Nothing here keeps a policy in (the engine does): the worst it could do to this function is to spoil its own answer.
 *
 * It runs once: what it leaves behind is what every call finds. Returns the one function the engine calls:
 * `run(load, entry, input)`, `load` being the policy's module, the rest texts.
 */
export function prelude() {
  const { parse, stringify } = JSON;
  const { freeze, create, keys, getPrototypeOf, defineProperty, prototype: plain } = Object;
  const { isArray } = Array;
  const { imul } = Math;
  const { apply } = Reflect;
  const { slice } = String.prototype;
  const asText = String;
  const mostTargets = 10_000;
  const mostLines = 50;
  const mostCharacters = 1_000;
  const lines = [];
  // There is no chance but what is handed in, and nothing would ever wait for a promise.
  for (const name of ['Promise', 'SharedArrayBuffer', 'WeakRef', 'FinalizationRegistry', 'eval'])
    delete globalThis[name];
  delete Math.random;
  takeCodeFromText();

  return function run(load, entry, input) {
    const { seed, keepsLines, context, answer } = parse(input);
    context.random = seededRandom(seed);
    deepFreeze(context);
    deepFreeze(answer);
    globalThis.console = freeze({ log: keepsLines ? keepLine : () => {} });
    const said = create(null);
    try {
      const policy = load({});
      const returned = entry === 'route' ? policy.route(context) : policy.validate(context, answer);
      if (entry === 'route') readDecision(returned, context.targets, said);
      else readVerdict(returned, said);
    } catch (thrown) {
      said.threw = tellThrown(thrown);
    }
    if (keepsLines) said.lines = lines;
    return stringify(said);
  };

  /** No code but what was checked when it was saved: neither `eval` nor the four constructors that make a function of a text. */
  function takeCodeFromText() {
    const refuse = (kind) => {
      const refused = () => {
        throw new TypeError(`a policy cannot make code of text (${kind})`);
      };
      return refused;
    };
    const kinds = [() => {}, async () => {}, function* () {}, async function* () {}];
    for (let index = 0; index < kinds.length; index += 1) {
      const prototype = getPrototypeOf(kinds[index]);
      const { name } = prototype.constructor;
      const refused = refuse(name);
      // `instanceof Function` goes on working.
      defineProperty(refused, 'prototype', { value: prototype, writable: false });
      defineProperty(refused, 'name', { value: name });
      defineProperty(prototype, 'constructor', { value: refused, writable: false, configurable: false });
      if (index === 0) globalThis.Function = refused;
    }
  }

  /** Every property is asked for once, since a getter may answer otherwise the second time. */
  function readDecision(decision, targets, said) {
    if (typeof decision !== 'object' || decision === null) {
      said.bad = `route returned ${nameKind(decision)}: it returns an object, { targets, label, reason }`;
      return;
    }
    const prototype = getPrototypeOf(decision);
    if (prototype !== null && prototype !== plain) {
      said.bad = 'route returned an object of a class: it returns a plain one, { targets, label, reason }';
      return;
    }
    // A slip of the pen must not look like an order that was left out.
    const names = keys(decision);
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index];
      if (name === 'targets' || name === 'label' || name === 'reason') continue;
      said.bad = `route returned ${cut(name)}: it returns { targets, label, reason }`;
      return;
    }
    const { targets: chosen, label, reason } = decision;
    readWords(label, 'label', said);
    readWords(reason, 'reason', said);
    if (chosen === undefined) return;
    if (!isArray(chosen)) {
      said.bad = `targets is ${nameKind(chosen)}: it is a list of members of context.targets, or of their indexes`;
      return;
    }
    const length = chosen.length;
    if (length > mostTargets) {
      said.bad = `targets holds ${length} members`;
      return;
    }
    const order = [];
    for (let place = 0; place < length; place += 1) {
      const index = indexOf(chosen[place], targets);
      if (index < 0) {
        said.bad = `targets[${place}] is no member of context.targets and no index of one`;
        return;
      }
      order[place] = index;
    }
    said.order = order;
  }

  function readVerdict(verdict, said) {
    if (typeof verdict === 'boolean') {
      said.valid = verdict;
      return;
    }
    const isObject = typeof verdict === 'object' && verdict !== null;
    const { valid, reason } = isObject ? verdict : {};
    if (typeof valid !== 'boolean') {
      said.bad = `validate returned ${nameKind(verdict)}: it returns true, false or { valid, reason }`;
      return;
    }
    said.valid = valid;
    readWords(reason, 'reason', said);
  }

  function readWords(words, name, said) {
    if (words === undefined || words === null) return;
    if (typeof words === 'string') said[name] = cut(words);
    else said.bad = `${name} is ${nameKind(words)}: it is a text`;
  }

  function indexOf(member, targets) {
    if (typeof member === 'number') return member >= 0 && member < targets.length && member % 1 === 0 ? member : -1;
    for (let index = 0; index < targets.length; index += 1) if (targets[index] === member) return index;
    return -1;
  }

  function nameKind(value) {
    if (value === null) return 'null';
    if (isArray(value)) return 'a list';
    return typeof value === 'object' ? 'an object without what is needed' : typeof value;
  }

  /** Whatever may be thrown: an error, a text, an object whose getters throw in turn. */
  function tellThrown(thrown) {
    const description = create(null);
    description.message = 'something that cannot be told';
    try {
      const isObject = typeof thrown === 'object' && thrown !== null;
      description.message = cut(isObject ? `${thrown.name ?? 'Error'}: ${thrown.message}` : asText(thrown));
      if (isObject && typeof thrown.stack === 'string') description.stack = cut(thrown.stack);
    } catch {
      // The description begun above is all there is to say.
    }
    return description;
  }

  function keepLine(...values) {
    if (lines.length >= mostLines) return;
    let line = '';
    for (let index = 0; index < values.length && line.length < mostCharacters; index += 1) {
      const value = values[index];
      line += (index ? ' ' : '') + (typeof value === 'object' ? stringify(value) : asText(value));
    }
    lines[lines.length] = cut(line);
  }

  function cut(text) {
    return apply(slice, text, [0, mostCharacters]);
  }

  function deepFreeze(value) {
    if (typeof value !== 'object' || value === null) return;
    const names = keys(value);
    for (let index = 0; index < names.length; index += 1) deepFreeze(value[names[index]]);
    freeze(value);
  }

  /** Mulberry32: small, and good enough to spread requests. */
  function seededRandom(seed) {
    let state = seed | 0;
    return function random() {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    };
  }
}
