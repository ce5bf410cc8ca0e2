import type { PanelClient } from '../agentPanel/panel';
import type { PanelProbeAnswer } from '../agentPanel/probe';
import type { WidgetSettings } from '../agentPanel/widget';
import type { GenesysClient } from '../client';
import type { PlatformIntegration } from '../platformIntegrations';
import type { GenesysOrigins } from '../regions';

/** What is checked for an agent panel. Each check adds what later checks need. */
export interface PanelSubject {
	client: GenesysClient;
	chosen: { id: string } | { name: string };
	origins: GenesysOrigins; // Of the Genesys Cloud credential.
	panel: PanelClient; // The panel's credential.
	/** Returns what answers at a panel's URL. */
	probe: (url: string) => Promise<PanelProbeAnswer>;
	integration?: PlatformIntegration;
	settings?: WidgetSettings; // The integration's configuration.
	url?: string; // The panel's URL without query, set if a browser can reach it.
}
