/**
 * One project a level: pure functions, node classes in n8n's own contexts, the official SDK against the simulator, the
 * real n8n, and (not in `npm test`) its processes killed under load. The last three use timers and processes, which n8n's
 * lint forbids in every .ts file: they are .mts modules, which jest takes as Node does, without their types.
 */
const MODULES = ['contract', 'n8n', 'faults'];

const level = (name) => {
	const isModule = MODULES.includes(name);
	return {
		displayName: name,
		testMatch: [`<rootDir>/test/${name}/**/*.test.${isModule ? 'mts' : 'ts'}`],
		testEnvironment: name === 'n8n' ? '<rootDir>/test/support/sharedN8n/environment.mts' : 'node',
		moduleFileExtensions: ['js', 'mjs', 'ts', 'mts', 'json', 'node'],
		extensionsToTreatAsEsm: ['.mts'],
		transform: {
			'\\.html$': '<rootDir>/test/support/htmlTransform.js',
			'\\.mts$': '<rootDir>/test/support/stripTypes.js',
			'\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.json' }],
		},
	};
};

module.exports = {
	projects: ['unit', 'nodes', ...MODULES].map(level),
	testSequencer: '<rootDir>/test/support/sequencer.js',
	// For the real n8n on a busy machine; the lower levels take milliseconds.
	testTimeout: 90_000,
};
