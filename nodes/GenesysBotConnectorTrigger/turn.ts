import type { IDataObject } from 'n8n-workflow';
import { INVALID_ANSWER, readAnswer, toBody, type Answer } from '../../genesys/botConnector/answer';
import { NEUTRAL_INTENTS, type Bot, type Generation } from '../../genesys/botConnector/bot';
import { textMessage } from '../../genesys/botConnector/replyMessages';
import { asObject, asText } from '../../genesys/json';
import type { Request } from '../../genesys/botConnector/utterance';
import type { Session } from './sessions';

const NOTHING: Answer = { botState: 'MoreData', messages: [] };
const FAILED: Answer = { botState: 'Failed', messages: [], error: { code: 'workflow.failed', message: 'The n8n workflow failed' } };
/** n8n's words where the last node gave no item; every other 5xx is of an execution that failed. */
const NO_ITEM = 'No item to return was found';

export interface TurnSetUp {
	generation: Generation;
	bot: Bot;
	session: Session;
	utterance: Pick<Request, 'text' | 'parameters'>;
	holdingText: string; // Empty for none.
	/** Has the workflow a node that waits? Then only Bot Connector: Reply answers. */
	canWait: boolean;
	/** Writes the HTTP answer. */
	respond: (body: object) => void;
	/** Delivers an answer of the Digital Bot Connector after its turn. */
	sendLater: (answer: Answer) => void;
	onSessionOver: () => void;
	onDropped: (reason: string) => void;
	/** The workflow gave an answer that Genesys Cloud would refuse. */
	onInvalid: (reason: string) => void;
}

/** One utterance and its answers: the first goes back in the HTTP answer, and what comes afterwards is late. */
export class Turn {
	private isAnswered = false;
	private isReplied = false;
	private readonly answerNow = () => this.give(NOTHING);

	constructor(private readonly setUp: TurnSetUp) {
		setUp.session.waiting.add(this.answerNow);
	}

	/** The item of Bot Connector: Reply, given while the execution runs. */
	reply(item: IDataObject): void {
		this.isReplied = true;
		this.give(this.read(item));
	}

	/** What n8n writes when the execution is over, or waits. A reply before that was the answer. */
	finish(status: number, body: unknown): void {
		if (this.isReplied) return;
		const item = asObject(body) ?? {};
		// The item of a Reply that was the last node, in another process, is no item that waits.
		if (status < 400 && this.setUp.canWait && item.delivered !== false) return this.hold();
		this.give(this.resultOf(status, item));
	}

	/** Answers for now, when the time is up or the execution waits. */
	hold(): void {
		if (this.isAnswered) return;
		const { session, holdingText } = this.setUp;
		this.give(session.kept || holdingText === '' ? NOTHING : { ...NOTHING, messages: [textMessage(holdingText)] });
	}

	private give(answer: Answer): void {
		if (this.isAnswered) this.giveLate(answer);
		else this.giveNow(answer);
	}

	private giveNow(given: Answer): void {
		const { generation, session, respond, onSessionOver } = this.setUp;
		this.isAnswered = true;
		session.waiting.delete(this.answerNow);
		const answer = session.kept ? joined(session.kept, given) : given;
		session.kept = undefined;
		if (answer.botState !== 'MoreData') {
			onSessionOver();
			respond(toBody(answer, generation));
		} else {
			const intent = generation === 'botConnector' ? NEUTRAL_INTENTS[session.openAnswers++ % NEUTRAL_INTENTS.length] : answer.intent;
			respond(toBody({ ...answer, intent }, generation));
		}
	}

	private giveLate(answer: Answer): void {
		const { generation, session, sendLater, onDropped } = this.setUp;
		if (isEmpty(answer)) return;
		if (session.isOver) return onDropped('the session is over');
		if (generation === 'digitalBotConnector') return sendLater(answer);
		session.kept = session.kept ? joined(session.kept, answer) : answer;
		// A turn that waits could say nothing that still counts.
		if (answer.botState !== 'MoreData') session.waiting.forEach((answerNow) => answerNow());
	}

	private resultOf(status: number, body: Record<string, unknown>): Answer {
		if (status >= 400) return asText(body.message) === NO_ITEM ? NOTHING : FAILED;
		if (body.event !== 'utterance') return this.read(body);
		// A last node that passes the trigger's item on has no answer: what came with the customer's message is none.
		const { text, parameters } = this.setUp.utterance;
		const isOwn: Record<string, boolean> = { text: body.text === text, parameters: JSON.stringify(body.parameters) === JSON.stringify(parameters) };
		return this.read(Object.fromEntries(Object.entries(body).filter(([key]) => !isOwn[key])));
	}

	private read(item: Record<string, unknown>): Answer {
		const answer = readAnswer(item, this.setUp.bot.intents);
		if (answer.error?.code === INVALID_ANSWER) this.setUp.onInvalid(answer.error.message);
		return answer;
	}
}

/** An earlier answer and a later one in one. One that ends the session counts, whichever it is. */
export function joined(earlier: Answer, later: Answer): Answer {
	const ending = [earlier, later].find(({ botState }) => botState !== 'MoreData');
	return {
		...earlier,
		...later,
		...ending,
		messages: [...earlier.messages, ...later.messages],
		...((earlier.slots ?? later.slots) && { slots: [...(earlier.slots ?? []), ...(later.slots ?? [])] }),
		...((earlier.parameters ?? later.parameters) && { parameters: { ...earlier.parameters, ...later.parameters } }),
	};
}

const isEmpty = ({ botState, messages, slots, parameters }: Answer) => botState === 'MoreData' && messages.length === 0 && !slots && !parameters;
