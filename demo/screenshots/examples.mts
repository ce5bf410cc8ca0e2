import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { NO_INTEGRATION } from '../botConnector.mts';
import { fillIn, readExample, type Stack } from '../stack.mts';
import { pictureCanvas } from './editor.mts';

/** Examples whose page shows their canvas. */
const EXAMPLES = ['agent-copilot', 'ai-agent', 'bot-connector', 'failed-delivery', 'production', 'queue-choice', 'telegram', 'whatsapp'];

/** Names of the pictures of an example with several workflows, in the order of their files. */
const SEVERAL: Record<string, string[]> = {
	'agent-copilot': ['agent-copilot-ai', 'agent-copilot'],
	'bot-connector': ['bot-connector-ai-agent', 'bot-connector'],
};

export async function pictureExamples(root: string, page: Page, { n8n, rest, credentials }: Stack): Promise<void> {
	// What n8n would mark as missing on the canvas.
	const credential = async (name: string, type: string, data: object) => ({ [type]: { id: await rest.createCredential(name, type, data), name } });
	const filledIn = {
		...credentials,
		...(await credential('WhatsApp', 'whatsAppApi', { accessToken: '1', businessAccountId: '1' })),
		...(await credential('Bot Connector', 'genesysBotConnectorApi', { headerName: 'Authorization', secret: 'only for a picture' })),
		...(await credential('Agent Panel', 'genesysAgentPanelApi', { region: 'mypurecloud.com', clientId: randomUUID(), organizationId: randomUUID() })),
		...(await credential('OpenAI', 'openAiApi', { apiKey: '1' })),
	};
	const chosen = { '"phoneNumberId":""': '"phoneNumberId":"1"', [NO_INTEGRATION]: NO_INTEGRATION.replace('""', '"1"') };
	for (const example of EXAMPLES) {
		for (const [index, file] of (await readExample(root, example)).entries()) {
			await page.goto(`${n8n.url}/workflow/${await rest.createWorkflow(fillIn(file, filledIn, chosen))}`);
			await pictureCanvas(page, SEVERAL[example]?.[index] ?? example);
		}
	}
}
