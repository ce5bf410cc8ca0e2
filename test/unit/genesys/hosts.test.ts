import { isPrivateHost } from '../../../genesys/hosts';

/** The host as the URL parser writes it, since that is what is judged. */
const hostOf = (url: string) => new URL(url).hostname;

it.each([
	'http://localhost/',
	'http://localhost./',
	'http://localhost../',
	'http://localhost%2e/',
	'http://app.localhost/',
	'http://127.0.0.1/',
	'http://2130706433/',
	'http://0x7f.1/',
	'http://0x7f000001/',
	'http://0177.0.0.1/',
	'http://0300.0250.1.1/',
	'http://127.1/',
	'http://１２７。0.0.1/',
	'http://api.mypurecloud.de@127.0.0.1/',
	'http://192.0.0.192/',
	'http://198.19.0.1/',
	'http://224.0.0.1/',
	'http://255.255.255.255/',
	'http://0.0.0.0/',
	'http://10.1.2.3/',
	'http://172.16.0.1/',
	'http://172.31.255.255/',
	'http://192.168.1.1/',
	'http://169.254.169.254/',
	'http://100.64.0.1/',
	'http://100.127.0.1/',
	'http://[::]/',
	'http://[::1]/',
	'http://[fd12::1]/',
	'http://[fe80::1]/',
	'http://[::ffff:127.0.0.1]/',
	'http://[::ffff:10.0.0.1]/',
	'http://[0:0:0:0:0:ffff:7f00:1]/',
	'http://[::ffff:0:127.0.0.1]/',
	'http://[::127.0.0.1]/',
	'http://[fec0::1]/',
	'http://[ff02::1]/',
	'http://[2002:7f00:1::]/',
	'http://[2002:a00::]/',
	'http://[2001::1]/',
	'http://[64:ff9b:1::10.0.0.1]/',
	'http://[64:ff9b::10.0.0.1]/',
	'http://redis/',
	'http://printer.local/',
	'http://metadata.google.internal/',
	'http://METADATA.GOOGLE.INTERNAL./',
	'http://nas.lan/',
])('%s is inside', (url) => {
	expect(isPrivateHost(hostOf(url))).toBe(true);
});

it.each([
	'https://api.mypurecloud.de/',
	'https://example.org./',
	'https://localhost.example.org/',
	'https://8.8.8.8/',
	'https://198.17.0.1/',
	'https://223.255.255.1/',
	'https://100.63.0.1/',
	'https://100.128.0.1/',
	'https://172.32.0.1/',
	'https://10.example.org/',
	'https://[2001:db8::1]/',
	'https://[2606:4700::1]/',
	'https://[::ffff:8.8.8.8]/',
])('%s is outside', (url) => {
	expect(isPrivateHost(hostOf(url))).toBe(false);
});
