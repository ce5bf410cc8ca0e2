import { passTime } from '../../support/movableClock';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startFileServer } from '../../support/fileServer';
import { until } from '../../support/until';
import { agentMessage } from '../support/deliveries';
import { triggerServer } from '../support/runTrigger';
import { StoredCredential } from '../support/storedCredential';

/** Files over real connections: nock would keep them open. */

const start = triggerServer();

let host: Awaited<ReturnType<typeof startFileServer>>;
beforeAll(async () => {
	host = await startFileServer();
});
afterAll(async () => await host.close());

/** The outcome for a message whose file is at this path of the credential's own origin. */
async function receive(path: string, options: IDataObject = {}) {
	const parameters = { options: { downloadAttachments: true, ...options } } as INodeParameters;
	const credential = new StoredCredential({ region: 'custom', customDomain: host.url });
	const trigger = start({ parameters, credential });
	const attachment = { id: 'a', mediaType: 'Image', url: host.url + path, mime: 'image/png', filename: 'label.png' };
	const { status } = await trigger.deliver(agentMessage({ content: [{ contentType: 'Attachment', attachment }] }));
	const [{ text, attachments }] = trigger.started as Array<{ text: string; attachments: IDataObject[] }>;
	expect({ status, text }).toEqual({ status: 200, text: 'Hello, this is Grace' });
	return { reason: attachments[0].downloadError, file: trigger.files[0]?.attachment_0 };
}

it("allows the credential's origin to be on this machine", async () => {
	const { file } = await receive('/small');
	expect(Buffer.from(file?.data ?? '', 'base64').toString()).toBe('a small file');
});

it.each(['/announced', '/endless'])('stops downloading a file above the limit: %s', async (path) => {
	const { reason, file } = await receive(path, { maxAttachmentSize: 2 });
	expect(reason).toBe("The file wasn't downloaded: it's larger than 2 MB");
	expect(file).toBeUndefined();
	await until(() => host.open() === 0);
});

it('stops circular redirects', async () => {
	expect((await receive('/round')).reason).toBe('The file wasn\'t downloaded: too many redirects');
});

it.each(['/silent', '/stalled'])('does not keep Genesys waiting for a slow host: %s', async (path) => {
	const receiving = receive(path);
	await until(() => host.open() === 1 && host.unsent() === 0);
	passTime(6_000);
	expect((await receiving).reason).toBe('The file wasn\'t downloaded: the download took more than 6 seconds');
	await until(() => host.open() === 0);
});
