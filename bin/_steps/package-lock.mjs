const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** Optional packages that some package of the lock file asks for and the lock file does not hold. */
export function missingFromLock(lock) {
  return Object.entries(lock.packages).flatMap(([folder, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !placesFor(folder, name).some((place) => place in lock.packages))
      .map(([name, version]) => ({ name, version, dev })),
  );
}

export function completeLock(lock) {
  const missing = missingFromLock(lock);
  const added = missing.map(({ name, version, dev }) => [`node_modules/${name}`, entry(name, version, dev)]);
  const { '': project, ...packages } = lock.packages;
  const inOrder = [...Object.entries(packages), ...added].sort(([one], [other]) => one.localeCompare(other, 'en'));
  return { ...lock, packages: { '': project, ...Object.fromEntries(inOrder) } };
}

/** Where Node.js looks for a package from a folder: beside it, then beside each folder it lies in. */
function placesFor(folder, name) {
  const places = [`node_modules/${name}`];
  for (let at = folder; at; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    places.push(`${at}/node_modules/${name}`);
  }
  return places;
}

/** Packages compiled for one system say which in their names, and all say it alike. */
function entry(name, version, dev) {
  const words = name.split(/[-/.]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (!/^\d/.test(version) || cpu.length !== 1) throw new Error(`${name}@${version}: its name does not say its system`);
  const libc = words.includes('musl') ? ['musl'] : words.some((word) => word.startsWith('gnu')) ? ['glibc'] : null;
  return {
    version,
    cpu,
    ...(dev ? { dev } : {}),
    ...(libc && os.includes('linux') ? { libc } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  };
}
