import { startSimulator } from './server.mts';

const { PORT, HOST } = process.env;
const port = PORT === undefined || PORT === '' ? 4010 : Number(PORT);

try {
	if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT "${PORT}" is not a TCP port.`);
	const simulator = await startSimulator({ port, ...(HOST && { host: HOST }) });
	console.log(`Genesys Cloud simulator ready on ${simulator.url}`);
	console.log(`Agent desk:   ${simulator.url}/desk`);
	console.log(`Messenger:    ${simulator.url}/messenger (a customer, through a bot connector)`);
	console.log('OAuth client: demo-client / demo-secret (every permission)');
	const end = (): void => void simulator.close().then(() => process.exit(0));
	process.once('SIGTERM', end);
	process.once('SIGINT', end);
} catch (error) {
	console.error(`The simulator did not start: ${error instanceof Error ? error.message : String(error)}`);
	process.exitCode = 1;
}
