import platformClient from 'purecloud-platform-client-v2';
import { callSimulator, DEMO_CLIENT, startSimulator, type RunningSimulator } from '../../../demo/simulator.mts';

/** The official SDK, and what only the simulator has. */
export interface Contract {
	readonly url: string;
	/** Logs the SDK in as this client. Its token is used from then on. */
	login(clientId?: string, clientSecret?: string): Promise<void>;
	/** A client with exactly these permissions; the SDK is logged in as it. */
	loginWith(...permissions: string[]): Promise<void>;
	/** A client with every permission in only these divisions. */
	loginIn(...divisions: string[]): Promise<void>;
	/** Calls a path below /simulator/. */
	control<T = unknown>(method: string, path: string, body?: object): Promise<T>;
	readonly conversations: platformClient.ConversationsApi;
	readonly routing: platformClient.RoutingApi;
	readonly analytics: platformClient.AnalyticsApi;
	readonly architect: platformClient.ArchitectApi;
	readonly users: platformClient.UsersApi;
	readonly tokens: platformClient.TokensApi;
	readonly notifications: platformClient.NotificationsApi;
	readonly integrations: platformClient.IntegrationsApi;
}

/** For a test file: its own simulator, with the SDK pointed at it and logged in before each test. */
export function contract(settings: object = {}): Contract {
	let simulator: RunningSimulator;
	const { instance } = platformClient.ApiClient;
	// Otherwise the SDK would read and watch a file in the user's home.
	instance.config.setConfigPath('');

	const login = async (clientId = DEMO_CLIENT.clientId, clientSecret = DEMO_CLIENT.clientSecret): Promise<void> => {
		await instance.loginClientCredentialsGrant(clientId, clientSecret);
	};
	const control = async <T,>(method: string, path: string, body?: object): Promise<T> =>
		await callSimulator<T>(simulator.url, method, `/simulator/${path}`, body);

	beforeAll(async () => {
		simulator = await startSimulator({ root: process.cwd(), port: 0 });
		const { hostname, protocol, port } = new URL(simulator.url);
		instance.setGateway({ host: hostname, protocol: protocol.replace(':', ''), port: Number(port) });
		await control('PATCH', 'settings', settings);
	});
	beforeEach(async () => await login());
	afterAll(async () => await simulator?.stop());

	let clients = 0;
	const loginAs = async (roles: object): Promise<void> => {
		const clientId = `client-${++clients}`;
		await control('POST', 'clients', { clientId, clientSecret: 'its secret', ...roles });
		await login(clientId, 'its secret');
	};
	return {
		get url() {
			return simulator.url;
		},
		login,
		loginWith: async (...permissions) => await loginAs({ permissions }),
		loginIn: async (...divisions) => await loginAs({ divisions }),
		control,
		conversations: new platformClient.ConversationsApi(),
		routing: new platformClient.RoutingApi(),
		analytics: new platformClient.AnalyticsApi(),
		architect: new platformClient.ArchitectApi(),
		users: new platformClient.UsersApi(),
		tokens: new platformClient.TokensApi(),
		notifications: new platformClient.NotificationsApi(),
		integrations: new platformClient.IntegrationsApi(),
	};
}

/** The SDK's rejection: Genesys Cloud's error body from the API or the login. Fails the test if the call succeeds. */
export async function refusalOf(call: Promise<unknown>): Promise<Record<string, unknown>> {
	const refusal: unknown = await call.then(
		() => undefined,
		(error: unknown) => error,
	);
	if (typeof refusal !== 'object' || refusal === null) throw new Error('Expected Genesys Cloud to reject the call');
	// The login rejects with the whole response.
	if ('response' in refusal) {
		const { status, data } = refusal.response as { status: number; data: object };
		return { status, ...data };
	}
	return { ...refusal };
}
