import startSchema from '../../../nodes/GenesysOpenMessaging/__schema__/v1.0.0/handover/start.json';
import { jsonBlocksIn, read } from '../../support/documentation';
import { exampleNodes } from '../../support/example';

const page = read('docs/ai.md');

test('the page on AI agents shows only fields that Handover: Start returns', () => {
	const [result] = jsonBlocksIn(page.replace(/^ {3}/gm, '')) as object[];
	expect(Object.keys(startSchema.properties)).toEqual(expect.arrayContaining(Object.keys(result)));
});

test("the page on AI agents shows the JSON example that the test of n8n's Agents uses", () => {
	const example = /jsonSchemaExample: '([^']+)'/.exec(read('test/n8n/n8nAgents.test.mts'))?.[1];
	expect(page).toContain(`\`${example}\``);
});

test('in the MCP server example, every tool reads the customer ID from the header that the documentation names', () => {
	const expressions = exampleNodes().flatMap(({ file, parameters }) => (file.startsWith('mcp-server/') ? (parameters.customerId ?? []) : []));
	expect(expressions).toHaveLength(2);
	for (const expression of expressions) expect(page).toContain(`\`${String(expression).slice(1)}\``);
	const [, header] = /headers\['([^']+)'\]/.exec(String(expressions[0])) ?? [];
	for (const text of [page, read('examples/mcp-server/README.md')]) expect(text.toLowerCase()).toContain(`\`${header}\``);
});
