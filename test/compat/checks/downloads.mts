import { callSimulator } from '../../../demo/simulator.mts';
import { listen } from '../../support/listen.mts';
import { ensure, type Check } from '../check.mts';
import { MessageTrigger } from '../messageTrigger.mts';
import { HOSTNAMES, withOwnClient, type Place } from '../place.mts';
import type { Item } from '../workflows.mts';

/** Files of agents, with Download Attachments. */

const MIME = 'image/png';
const FILE = 'a small file';

/** n8n leaves an empty object where there is no file. */
const hasFile = ({ binary = {} }: Item): boolean => Object.keys(binary).length > 0;

const downloading = async (place: Place) => await MessageTrigger.published(place, { downloadAttachments: true });

/** Delivers a message with a file. Returns the item of its execution. */
async function deliverFile(trigger: MessageTrigger, url: string): Promise<Item> {
	const attachment = { id: '1', mediaType: 'Image', url, mime: MIME, filename: 'small.png' };
	await trigger.deliver(trigger.message({ content: [{ contentType: 'Attachment', attachment }] }));
	return (await trigger.items())[0];
}

/** Delivers a message with a file on this machine. Returns the item, and how often the file was requested. */
async function deliverFileOf(place: Place, hostname: string): Promise<{ item: Item; requests: number }> {
	let requests = 0;
	const server = await listen((_request, response) => {
		requests++;
		response.setHeader('content-type', MIME).end(FILE);
	});
	try {
		const item = await deliverFile(await downloading(place), `http://${hostname}:${new URL(server.url).port}/small.png`);
		return { item, requests };
	} finally {
		await server.close();
	}
}

async function ensureDownloaded(place: Place): Promise<void> {
	const { item, requests } = await deliverFileOf(place, HOSTNAMES.allowed);
	ensure(requests === 1 && hasFile(item), JSON.stringify(item.json.attachments));
}

export const downloadChecks: Check[] = [
	{
		title: "downloads an agent's file from Genesys Cloud with a renewed access token",
		async run(place) {
			const { url } = place.simulator;
			await callSimulator(url, 'PATCH', '/simulator/settings', { downloadsNeedToken: true });
			const uploaded = await fetch(`${url}/simulator/uploads?filename=small.png`, { method: 'POST', headers: { 'content-type': MIME }, body: FILE });
			const file = (await uploaded.json()) as { url: string };
			const own = await withOwnClient(place);
			const trigger = await downloading(own);
			await own.revokeTokens();
			const item = await deliverFile(trigger, file.url);
			ensure(hasFile(item), JSON.stringify(item.json.attachments));
		},
	},
	{
		title: 'refuses to download from a hostname that resolves to a private address',
		async run(place) {
			const { item, requests } = await deliverFileOf(place, HOSTNAMES.private);
			ensure(requests === 0 && !hasFile(item), 'the file was downloaded');
			ensure(JSON.stringify(item.json.attachments).includes('downloadError'), JSON.stringify(item.json));
		},
	},
	{
		title: 'downloads a file from another host',
		run: ensureDownloaded,
	},
	{
		title: 'downloads a file from another host with N8N_SSRF_PROTECTION_ENABLED=true',
		async run(place) {
			await place.restart({ env: { N8N_SSRF_PROTECTION_ENABLED: 'true' } });
			try {
				await ensureDownloaded(place);
			} finally {
				await place.restart();
			}
		},
	},
];
