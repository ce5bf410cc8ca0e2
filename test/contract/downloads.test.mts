import { fetchToken } from '../../demo/simulator.mts';
import { contract } from './support/genesys.mts';

/** Where agents' files are stored: Genesys Cloud redirects to a storage that accepts no access tokens. */

const genesys = contract({ rateLimitPerMinute: 0 });

/** URL of a file in an agent's message. */
async function uploadedAs(fileLink: string, more: object = {}): Promise<string> {
	await genesys.control('PATCH', 'settings', { fileLink, downloadsNeedToken: true, storageMime: '', signedLinkSeconds: 3600, ...more });
	const response = await fetch(`${genesys.url}/simulator/uploads?filename=label.png`, {
		method: 'POST',
		headers: { 'content-type': 'image/png' },
		body: 'a label',
	});
	const { url } = (await response.json()) as { url: string };
	return url;
}

async function bearer(): Promise<{ authorization: string }> {
	return { authorization: `Bearer ${await fetchToken(genesys.url)}` };
}

const get = async (url: string, headers: Record<string, string> = {}) => await fetch(url, { headers, redirect: 'manual' });

test.each(['downloads', 'app'])('a link of kind %s needs the token and redirects to a link that is signed in its query', async (fileLink) => {
	const url = await uploadedAs(fileLink);
	expect((await get(url)).status).toBe(401);
	const redirect = await get(url, await bearer());
	expect(redirect.status).toBe(302);
	const signed = redirect.headers.get('location') ?? '';
	expect([...new URL(signed).searchParams.keys()]).toEqual(['Expires', 'Signature', 'Key-Pair-Id']);
	expect(await (await get(signed)).text()).toBe('a label');
});

test('a signed link rejects the token and any changes', async () => {
	const url = await uploadedAs('signed');
	const refused = await get(url, await bearer());
	expect(refused.status).toBe(400);
	expect(await refused.text()).toContain('Only one auth mechanism allowed');
	expect((await get(url.replace(/Expires=\d/, 'Expires=9'))).status).toBe(403);
	expect((await get(url.split('?')[0])).status).toBe(403);
	expect((await get(url)).status).toBe(200);
});

test('a signed link expires, and its file may have no content type', async () => {
	expect((await get(await uploadedAs('signed', { signedLinkSeconds: 0 }))).status).toBe(403);
	const file = await get(await uploadedAs('signed', { storageMime: 'binary/octet-stream' }));
	expect(file.headers.get('content-type')).toBe('binary/octet-stream');
});
