import { readdir } from 'node:fs/promises';
import { startChat } from '../../../demo/chat/server.mts';
import { playHandover } from '../../../demo/scripted.mts';
import { createIntegration } from '../../../demo/simulator.mts';
import { CHAT_IN_EXAMPLES, INTEGRATION_NAME, publishExample, readExample } from '../../../demo/stack.mts';
import { ensure, type Check } from '../check.mts';
import { WEBHOOK_SECRET } from '../place.mts';
import { typesIn } from './package.mts';

/** The workflows to import. */

export const exampleChecks: Check[] = [
	{
		title: 'knows the node versions that the examples use',
		async run(place) {
			const types = await typesIn<{ version: number | number[] }>(place, 'nodes');
			const known = new Set(types.flatMap(({ name, version }) => [version].flat().map((one) => `${name} ${one}`)));
			const examples = await Promise.all((await readdir('examples')).map(async (example) => await readExample('.', example)));
			// Some files of the examples are for Genesys Cloud and have no nodes.
			const used = examples.flat().flatMap(({ nodes = [] }) => nodes.map(({ type, typeVersion }) => `${type} ${typeVersion}`));
			const unknown = [...new Set(used)].filter((node) => !known.has(node));
			ensure(unknown.length === 0, `n8n does not know ${unknown.join(', ')}`);
		},
	},
	{
		title: 'plays the quick start from the first question to the end of the conversation',
		async run({ simulator, n8n, rest, credentials }) {
			await createIntegration(simulator.url, INTEGRATION_NAME, WEBHOOK_SECRET);
			const chat = await startChat({ botUrl: `${n8n.url}/webhook/genesys-chat`, deskUrl: `${simulator.url}/desk` });
			try {
				const workflows = await publishExample(rest, await readExample('.', 'quick-start'), credentials, { [CHAT_IN_EXAMPLES]: chat.url });
				await playHandover({ simulator, chat }, () => {});
				for (const id of workflows.values()) await rest.unpublish(id);
			} finally {
				await chat.close();
			}
		},
	},
];
