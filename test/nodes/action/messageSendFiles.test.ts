import type { IBinaryData, INodeParameters } from 'n8n-workflow';
import { guardNetwork, showConversation, takeInbound } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { failureOf, runAction, type ActionRun } from '../support/runAction';

guardNetwork();

/** As n8n keeps it with N8N_DEFAULT_BINARY_DATA_MODE=filesystem. */
const stored = (changes: Partial<IBinaryData> = {}): IBinaryData => ({
	id: 'filesystem-v2:workflows/1/executions/7/binary_data/3f',
	data: 'filesystem-v2',
	mimeType: 'image/png',
	fileName: 'broken part.png',
	bytes: 5,
	...changes,
});

const send = async (parameters: INodeParameters, files: ActionRun['files']) => {
	const to = { integrationId: { __rl: true, mode: 'id', value: INTEGRATION }, customerId: 'customer-42' };
	return await runAction({ operation: 'message: send', parameters: { ...to, ...parameters }, files });
};

const SIGNED = /^https:\/\/n8n\.acme\.io\/rest\/binary-data\/signed\?token=[\w-]+\.([\w-]+)\.[\w-]+$/;

describe('Message: Send with files of the item', () => {
	it('sends a URL that n8n signed for two days', async () => {
		const sent = takeInbound();
		await send({ text: 'See here', binaryPropertyName: 'photo' }, { photo: stored() });
		expect(sent).toMatchObject([
			{ text: 'See here', content: [{ attachment: { mediaType: 'Image', mime: 'image/png', filename: 'broken part.png' } }] },
		]);
		const { url } = sent[0].content?.[0].attachment as { url: string };
		expect(url).toMatch(SIGNED);
		const token = JSON.parse(Buffer.from(SIGNED.exec(url)?.[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
		expect(token.id).toBe(stored().id);
		expect(Number(token.exp) - Number(token.iat)).toBe(2 * 24 * 60 * 60);
	});

	it('is also sent with the question of Handover: Start, in one message', async () => {
		const sent = takeInbound();
		showConversation();
		const question = { integrationId: { __rl: true, mode: 'id', value: INTEGRATION }, customerId: 'customer-42', text: 'It is broken' };
		const parameters = { ...question, options: { binaryPropertyName: 'photo' } };
		await runAction({ operation: 'handover: start', parameters, files: { photo: stored() } });
		expect(sent).toMatchObject([{ text: 'It is broken', content: [{ attachment: { url: expect.stringMatching(SIGNED), filename: 'broken part.png' } }] }]);
	});

	it('sends each file as a separate message, after the URLs, in the order of the names', async () => {
		const sent = takeInbound(3);
		await send(
			{ text: '', attachments: ['https://acme.io/a.pdf'], binaryPropertyName: ' two , one, ' },
			{ one: stored({ fileName: '1.png' }), two: stored({ fileName: '2.png' }) },
		);
		expect(sent.map(({ content }) => (content?.[0].attachment as { filename: string }).filename)).toEqual(['a.pdf', '2.png', '1.png']);
	});

	it('lists the item\'s files if the named one is missing', async () => {
		const failure = await failureOf(send({ text: 'Hi', binaryPropertyName: 'data' }, { photo: stored() }));
		expect(failure.message).toBe('The item has no file in the binary field "data"');
		expect(failure.description).toBe('The item has files in: photo. Enter one of these names.');
	});

	it('explains what to set if n8n keeps files in memory and cannot sign URLs', async () => {
		const inMemory = stored({ id: undefined, data: 'aGVsbG8=' });
		const failure = await failureOf(send({ text: 'Hi', binaryPropertyName: 'photo' }, { photo: inMemory }));
		expect(failure.message).toBe('n8n can\'t create a URL for the file in "photo" because the file is in memory');
		expect(failure.description).toContain('N8N_DEFAULT_BINARY_DATA_MODE');
	});

	it('rejects a file that Genesys Cloud would drop silently', async () => {
		const large = stored({ bytes: 26 * 1024 * 1024 });
		const failure = await failureOf(send({ text: 'Hi', binaryPropertyName: 'photo' }, { photo: large }));
		expect(failure.message).toBe('The file in "photo" is 26.0 MB, but Genesys Cloud accepts up to 25 MB');
	});

	it('sends nothing if one of several files cannot be sent', async () => {
		const failure = await failureOf(send({ text: 'Hi', binaryPropertyName: 'photo, other' }, { photo: stored() }));
		expect(failure.message).toBe('The item has no file in the binary field "other"');
	});
});

describe('an n8n that Genesys Cloud cannot reach', () => {
	const LOCAL = 'http://localhost:5678/rest';

	it('is reported with the setting to change', async () => {
		const run = { operation: 'message: send', files: { photo: stored() }, restApiUrl: LOCAL };
		const parameters = { integrationId: { __rl: true, mode: 'id', value: INTEGRATION }, customerId: 'c', text: 'Hi', binaryPropertyName: 'photo' };
		const failure = await failureOf(runAction({ ...run, parameters }));
		expect(failure.message).toBe(
			"Genesys Cloud can't fetch files from http://localhost:5678 because it's inside your own network",
		);
		expect(failure.description).toContain('WEBHOOK_URL');
	});
});
