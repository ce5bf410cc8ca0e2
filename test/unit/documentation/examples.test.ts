import { exampleNodes } from '../../support/example';

test('every example that creates a Data Table retries, since two workflows may create it at the same time', () => {
	const creating = exampleNodes().filter(({ type, parameters }) => type === 'n8n-nodes-base.dataTable' && parameters.resource === 'table');
	expect(creating.length).toBeGreaterThan(0);
	expect(creating.filter(({ retryOnFail }) => !retryOnFail).map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
});
