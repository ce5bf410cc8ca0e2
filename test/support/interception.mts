import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer as createProxy, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Interception {
	/** Settings with which a process resolves the hosts to this machine and trusts their certificate. */
	env: NodeJS.ProcessEnv;
	close(): Promise<void>;
}

/**
 * Mocks https hosts with fixed URLs: a proxy that terminates the TLS of these hosts with a certificate created
 * for the test, and rejects all others.
 */
export async function intercept(hosts: string[], handler: RequestListener): Promise<Interception> {
	const folder = await mkdtemp(join(tmpdir(), 'genesys-certificate-'));
	const { key, cert, certFile } = await makeCertificate(folder, hosts);
	const https = createHttps({ key, cert }, handler);
	const proxy = createProxy().on('connect', ({ url = '' }, socket) => {
		if (!hosts.includes(url.split(':')[0])) return socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
		socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		return https.emit('connection', socket);
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	return {
		env: {
			HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
			NO_PROXY: 'localhost,127.0.0.1',
			NODE_EXTRA_CA_CERTS: certFile,
		},
		close: async () => {
			https.closeAllConnections();
			proxy.closeAllConnections();
			proxy.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

async function makeCertificate(folder: string, hosts: string[]) {
	const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
	await promisify(execFile)('openssl', [
		...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=stand-in'],
		...['-addext', `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}`],
		...['-keyout', keyFile, '-out', certFile],
	]);
	return { key: await readFile(keyFile), cert: await readFile(certFile), certFile };
}
