import { sign } from '../../../genesys/openMessaging/signature';
import { GenesysOpenMessagingTrigger } from '../../../nodes/GenesysOpenMessaging/GenesysOpenMessagingTrigger.node';
import { read } from '../../support/documentation';

/** The example proxy configurations forward what Genesys Cloud sends, and nothing without a signature. */

const CADDYFILE = 'examples/queue-mode/Caddyfile';
const PAGE = 'docs/scaling.md';

function found(page: string, pattern: RegExp): RegExp {
	const [, text] = pattern.exec(read(page)) ?? [];
	if (text === undefined) throw new Error(`${page} has nothing like ${pattern.source}`);
	return new RegExp(text);
}

const proxies = [
	{ name: 'Caddy', path: found(CADDYFILE, /path_regexp (\S+)/), signature: found(CADDYFILE, /header_regexp X-Hub-Signature-256 (\S+)/) },
	{ name: 'nginx', path: found(PAGE, /location ~ "(.+)"/), signature: found(PAGE, /"~(\^sha256=.+)\\\|"/) },
];

test('Caddy routes all messages to one bot, and all requests of one panel, to the same process', () => {
	const paths = found(CADDYFILE, /@one_process path_regexp (\S+)/);
	const [id, other] = ['6f1c8d5e-0000-4000-8000-000000000001', '6f1c8d5e-0000-4000-8000-000000000002'];
	expect([`/webhook/${id}/genesys-bot-connector`, `/webhook/${id}/${id}/messages`, `/webhook/${id}/panel`].filter((path) => !paths.test(path))).toEqual([]);
	expect([`/webhook/${id}/genesys-open-messaging`, `/webhook/${other}/orders`, `/webhook-test/${id}/genesys-bot-connector`].filter((path) => paths.test(path))).toEqual([]);
	expect(read(CADDYFILE)).toMatch(/handle @one_process \{[^@]*lb_policy uri_hash/);
});

const { webhooks = [] } = new GenesysOpenMessagingTrigger().description;
const secret = 'the webhook secret of the proxies';

describe.each(proxies)('$name', ({ path, signature }) => {
	it.each(webhooks)('requires a signature for deliveries to $path', (webhook) => {
		expect(path.test(`/webhook/6f1c8d5e-0000-4000-8000-000000000001/${webhook.path}`)).toBe(true);
	});

	it('forwards other webhooks without a signature', () => {
		for (const other of ['/webhook/6f1c/orders', '/webhook-test/6f1c/genesys-open-messaging', '/webhook/a/b/genesys-open-messaging']) {
			expect(path.test(other)).toBe(false);
		}
	});

	it('accepts every valid signature, and nothing else', () => {
		for (let n = 0; n < 100; n++) expect(signature.test(sign(Buffer.from(`body ${n}`), secret))).toBe(true);
		for (const other of ['', 'sha256=', `sha256=${'a'.repeat(64)}`, 'sha1=AAAA']) expect(signature.test(other)).toBe(false);
	});
});
