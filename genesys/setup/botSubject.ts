import type { Generation } from '../botConnector/bot';
import type { HeaderSecret } from '../botConnector/headerSecret';
import type { BotConnectorIntegration } from '../botConnector/integrations';
import type { BotProbeAnswer, KnownBot } from '../botConnector/probe';
import type { GenesysClient } from '../client';

/** What is checked for a Bot Connector. Each check adds what later checks need. */
export interface BotSubject {
	client: GenesysClient;
	chosen: { id: string } | { name: string };
	generation: Generation;
	header: HeaderSecret;
	isOwnOrigin: boolean; // A simulator or gateway calls any URL that n8n reaches.
	/** Returns what answers at a Bot Connector's URL. */
	probe: (url: string) => Promise<BotProbeAnswer>;
	integration?: BotConnectorIntegration;
	url?: string; // Set if Genesys Cloud can call it.
	bot?: KnownBot; // The bot of the trigger at that URL.
}
