import type { INodeProperties } from 'n8n-workflow';
import { GenesysAgentPanelTrigger } from '../../../nodes/GenesysAgentPanelTrigger/GenesysAgentPanelTrigger.node';
import { GenesysBotConnectorTrigger } from '../../../nodes/GenesysBotConnectorTrigger/GenesysBotConnectorTrigger.node';
import { GenesysConversationTrigger } from '../../../nodes/GenesysConversationTrigger/GenesysConversationTrigger.node';
import { GenesysHandoverRouter } from '../../../nodes/GenesysHandoverRouter/GenesysHandoverRouter.node';
import { GenesysOpenMessaging } from '../../../nodes/GenesysOpenMessaging/GenesysOpenMessaging.node';
import { GenesysOpenMessagingTrigger } from '../../../nodes/GenesysOpenMessaging/GenesysOpenMessagingTrigger.node';
import { exampleNodes, exampleText } from '../../support/example';

test('every example retries the creation of its Data Table, because two workflows may create it at the same time', () => {
	const creating = exampleNodes().filter(({ type, parameters }) => type === 'n8n-nodes-base.dataTable' && parameters.resource === 'table');
	expect(creating.length).toBeGreaterThan(0);
	expect(creating.filter(({ retryOnFail }) => !retryOnFail).map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
});

test.each([
	['bot-connector', ['bot.json', 'ai-agent-bot.json']],
	['agent-copilot', ['without-ai.json', 'with-ai.json']],
	['mcp-server', ['handover-tools.json']],
])('the README of %s states how many nodes each workflow has, at most ten', (example, files) => {
	for (const file of files) {
		const count = exampleNodes().filter((node) => node.file === `${example}/${file}` && node.type !== 'n8n-nodes-base.stickyNote').length;
		expect(count).toBeLessThanOrEqual(10);
		expect(exampleText(`${example}/README.md`)).toContain(`[${file}](${file}), ${count} nodes`);
	}
});

const NODES = [GenesysAgentPanelTrigger, GenesysBotConnectorTrigger, GenesysConversationTrigger, GenesysHandoverRouter, GenesysOpenMessaging, GenesysOpenMessagingTrigger].map((node) => new node().description);

/** n8n silently ignores unknown parameters. */
test('the examples use only parameters that our nodes have, including those in collections', () => {
	const unknown = exampleNodes().flatMap(({ file, name, type, parameters }) => {
		const description = NODES.find((node) => [node.name, `${node.name}Tool`].includes(type.split('.')[1]) && type.startsWith('n8n-nodes-genesys'));
		if (!description) return [];
		const { resource, operation } = parameters;
		const isShown = ({ displayOptions }: INodeProperties) =>
			Object.entries({ resource, operation }).every(([key, value]) => !displayOptions?.show?.[key] || displayOptions.show[key].includes(value as string));
		const properties = description.properties.filter(isShown);
		const optionsOf = (key: string) => properties.filter((property) => property.name === key && property.type === 'collection').flatMap(({ options = [] }) => options);
		const paths = Object.entries(parameters).flatMap(([key, value]) => {
			if (!properties.some((property) => property.name === key)) return [key];
			const options = optionsOf(key);
			const inside = options.length > 0 ? Object.keys(value as object) : [];
			return inside.filter((one) => !options.some((option) => option.name === one)).map((one) => `${key}.${one}`);
		});
		return paths.map((path) => `${file}: ${name}: ${path}`);
	});
	expect(unknown).toEqual([]);
});
