/** One project a level, as in AGENTS.md: pure functions, nodes in n8n's contexts, the official SDK, the real n8n. */
const level = (name, options = {}) => ({
	displayName: name,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.json', isolatedModules: true }] },
	...options,
});

module.exports = {
	projects: [level('unit'), level('nodes'), level('contract'), level('n8n')],
	testTimeout: 30_000,
};
