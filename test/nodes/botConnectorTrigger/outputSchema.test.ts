import type { IDataObject } from 'n8n-workflow';
import schema from '../../../nodes/GenesysBotConnectorTrigger/__schema__/v1.0.0.json';
import { botServer, digitalLine } from '../support/botTrigger';
import { guardNetwork } from '../support/genesys';
import { schemaOf } from '../support/outputSchema';

/** The schema file of the Genesys Bot Connector Trigger, which n8n shows before the first item. */

guardNetwork('127.0.0.1');
const start = botServer();

it('lists exactly the fields of a real item', async () => {
	const bot = start({ parameters: { generation: 'digitalBotConnector' } });
	const buttonResponse = { type: 'QuickReply', text: 'Yes', payload: 'yes' };
	const inputMessage = { type: 'Structured', content: [{ contentType: 'ButtonResponse', buttonResponse }] };
	await bot.say(digitalLine('session-1', '', { inputMessage }));
	// Genesys' unchanged data can have any fields.
	expect(schemaOf(bot.started.map((item): IDataObject => ({ ...item, raw: {} })))).toEqual(schema);
});
