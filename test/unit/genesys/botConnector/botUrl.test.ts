import { botUrlFor } from '../../../../genesys/botConnector/botUrl';

describe('the URL to enter in Genesys Cloud', () => {
	it.each([
		['botConnector', 'https://n8n.acme.io/webhook/1a/genesys-bot-connector', 'https://n8n.acme.io/webhook/1a/genesys-bot-connector'],
		['botConnector', 'https://n8n.acme.io/webhook/1a/genesys-bot-connector/', 'https://n8n.acme.io/webhook/1a/genesys-bot-connector'],
		['digitalBotConnector', 'https://n8n.acme.io/webhook/1a', 'https://n8n.acme.io/webhook/1a/1a'],
		['digitalBotConnector', 'https://n8n.acme.io/webhook/1a/', 'https://n8n.acme.io/webhook/1a/1a'],
		['digitalBotConnector', 'https://n8n.acme.io/webhook/1a/1a', 'https://n8n.acme.io/webhook/1a/1a'],
		['digitalBotConnector', 'https://n8n.acme.io/n8n/webhook/1a/genesys-bot-connector', 'https://n8n.acme.io/n8n/webhook/1a/1a'],
		['digitalBotConnector', 'https://gateway.acme.io/bots-of-acme', 'https://gateway.acme.io/bots-of-acme'],
	] as const)('returns the %s URL for %s', (generation, shown, entered) => {
		expect(botUrlFor(generation, shown)).toBe(entered);
	});
});
