import type { Bot } from './botConnectors/bot.mts';
import type { BotSession } from './botConnectors/session.mts';
import type { BotRequest } from './botConnectors/wire.mts';
import type { Happening } from './conversations/happenings.mts';
import type { Conversation, LiveState } from './conversations/model.mts';
import type { Fault } from './control/faults.mts';
import type { LoggedRequest } from './control/requestLog.mts';
import type { Planned, PlannedKind } from './architect/schedules.mts';
import type { Directory } from './directory/directory.mts';
import { startingDirectory } from './directory/directory.mts';
import type { Flow } from './flows/flow.mts';
import { newFlow } from './flows/flow.mts';
import type { FlowJob } from './flows/job.mts';
import type { Integration } from './integrations/integration.mts';
import type { MediaFetch } from './inbound/media.mts';
import { closeSockets } from './notifications/channels.mts';
import type { Channel } from './notifications/channels.mts';
import type { EventDelivery, EventTarget } from './notifications/eventBridge.mts';
import type { OAuthClient, Token } from './oauth/clients.mts';
import { DEMO_CLIENT, DEMO_CODE_CLIENT } from './oauth/clients.mts';
import type { SignIns } from './oauth/signIns.mts';
import { noSignIns } from './oauth/signIns.mts';
import type { MessagingContent } from './messaging/messagingSetting.mts';
import type { ProfileStore } from './messaging/profiles.mts';
import { newStore } from './messaging/profiles.mts';
import type { AllowedMedia } from './messaging/supportedContent.mts';
import type { MessengerChat } from './messenger/chat.mts';
import type { Credential } from './platformIntegrations/credentials.mts';
import type { PlatformIntegration } from './platformIntegrations/platformIntegration.mts';
import type { Settings } from './settings.mts';
import type { DeliveryRecord } from './webhook/deliveries.mts';
import type { JsonObject } from './http/json.mts';

export interface Upload {
	mime: string;
	filename: string;
	bytes: Buffer;
}

interface State extends Directory {
	settings: Settings;
	clients: Map<string, OAuthClient>;
	tokens: Map<string, Token>;
	/** Codes and refresh tokens of signed-in users. */
	signIns: SignIns;
	/** Open Messaging's integrations. */
	integrations: Map<string, Integration>;
	/** Integrations in Admin › Integrations and their credentials. */
	platformIntegrations: Map<string, PlatformIntegration>;
	credentials: Map<string, Credential>;
	/** Bots of each connector: the list that was set (v1) or last pulled (v2). */
	bots: Map<string, Bot[]>;
	botRequests: BotRequest[];
	botSessions: Map<string, BotSession>;
	/** Chats of the Messenger by their conversation. */
	messengerChats: Map<string, MessengerChat>;
	conversations: Map<string, Conversation>;
	/** Open conversations by state, updated by `touch`. */
	live: Record<LiveState, Set<Conversation>>;
	/** The latest conversation of a customer with an integration. */
	latestConversation: Map<string, string>;
	/** Conversation by platform message ID. */
	conversationOfMessage: Map<string, string>;
	/** Responses to inbound messages by integration, customer, and message ID. */
	seenInbound: Map<string, JsonObject>;
	flows: Flow[];
	flowJobs: Map<string, FlowJob>;
	supportedContents: ProfileStore<AllowedMedia>;
	messagingSettings: ProfileStore<MessagingContent>;
	/** Threading windows in minutes of other messengers than `open`, which is a setting. */
	otherThreading: Record<string, number>;
	/** Schedules, schedule groups and emergency groups. */
	planned: Record<PlannedKind, Planned[]>;
	uploads: Map<string, Upload>;
	/** Copies of customers' files by ID, and their IDs by original URL. */
	media: Map<string, Upload>;
	mediaByUrl: Map<string, string>;
	mediaFetches: MediaFetch[];
	deliveries: DeliveryRecord[];
	faults: Fault[];
	requests: LoggedRequest[];
	/** Notification channels by ID, least recently used first. */
	channels: Map<string, Channel>;
	/** Where EventBridge posts detail events. */
	eventTargets: Map<string, EventTarget>;
	eventDeliveries: EventDelivery[];
	timers: Set<NodeJS.Timeout>;
	/** Changes with every reset, so that earlier tasks don't touch the new state. */
	epoch: number;
	/** Last delivery of every conversation, to keep the order. */
	deliveryChains: Map<string, Promise<void>>;
}

/** The simulator's state, in memory. */
export interface World extends State {
	/** `http://localhost:4010` */
	origin: string;
	initialSettings: Settings;
	/** Notifies the agent desks of a change. */
	changed(): void;
	/** Called for everything that happens in conversations. A listener must not change them before the next event loop turn. */
	happened(happening: Happening): void;
}

function freshState(settings: Settings, epoch: number): State {
	return {
		settings,
		clients: new Map([DEMO_CLIENT, DEMO_CODE_CLIENT].map((client) => [client.clientId, client])),
		tokens: new Map(),
		signIns: noSignIns(),
		integrations: new Map(),
		platformIntegrations: new Map(),
		credentials: new Map(),
		bots: new Map(),
		botRequests: [],
		botSessions: new Map(),
		messengerChats: new Map(),
		conversations: new Map(),
		live: { flow: new Set(), queued: new Set(), alerting: new Set(), connected: new Set() },
		latestConversation: new Map(),
		conversationOfMessage: new Map(),
		seenInbound: new Map(),
		...startingDirectory(),
		flows: [newFlow({ name: 'Open Messaging handover' })],
		flowJobs: new Map(),
		supportedContents: newStore('Default'),
		messagingSettings: newStore('Default'),
		otherThreading: {},
		planned: { schedules: [], schedulegroups: [], emergencygroups: [] },
		uploads: new Map(),
		media: new Map(),
		mediaByUrl: new Map(),
		mediaFetches: [],
		deliveries: [],
		faults: [],
		requests: [],
		channels: new Map(),
		eventTargets: new Map(),
		eventDeliveries: [],
		timers: new Set(),
		epoch,
		deliveryChains: new Map(),
	};
}

export function createWorld(settings: Settings): World {
	const nobody = (): void => undefined;
	return { ...freshState(settings, 1), origin: '', initialSettings: settings, changed: nobody, happened: nobody };
}

export function stopTimers(world: World): void {
	for (const timer of world.timers) clearTimeout(timer);
	world.timers.clear();
}

/** Deletes all data and restores the initial settings. */
export function resetWorld(world: World): void {
	stopTimers(world);
	for (const channel of world.channels.values()) closeSockets(channel, 'the simulator was reset');
	Object.assign(world, freshState(world.initialSettings, world.epoch + 1));
	world.changed();
}

/** Runs a task later, unless the simulator is reset or closed first. */
export function later(world: World, ms: number, task: () => void): void {
	const timer = setTimeout(() => {
		world.timers.delete(timer);
		task();
	}, ms);
	world.timers.add(timer);
}

/** Adds an entry to a log that keeps only the newest ones. */
export function logTo<T>(log: T[], entry: T, keep: number): void {
	log.push(entry);
	if (log.length > keep) log.splice(0, log.length - keep);
}
