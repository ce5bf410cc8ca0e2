import { asText, parseJson } from '../json';

/** Raised whenever the flow's text changes, so that setups made with an older one are brought up to date. */
const VERSION = 2;
/** How many skills of a chat count. Each is a look-up of its own, of which a flow may have 25 (Genesys' help, "Find Skill action"). */
const MAX_SKILLS = 5;
const PRIORITY_CHARACTERS = 7; // Architect takes -25,000,000 to 25,000,000.
/** What is said when neither the wanted queue nor the default one takes the chat. */
const APOLOGY = 'Sorry, we cannot reach a colleague at the moment. Please try again later.';
/** The default queue is for chats that name none, or one that does not exist. */
type HandoverFlow = { name: string; defaultQueue: string };

/** Each integration has a flow, as each has a default queue of its own. */
export function handoverFlowName(integrationName: string): string {
	return `${integrationName} Handover`;
}

/** Stands in the description of a flow that is ours: version of the template, and default queue. */
const MARK = /\[n8n-open-messaging-handover v(\d+) ("(?:[^"\\]|\\.)*")\]/;

/** `own`: exactly this flow. `outdated`: from an older version, or for another queue. `foreign`: made or taken over by somebody else. */
export function ownershipOf(description: string, flow: HandoverFlow): 'own' | 'outdated' | 'foreign' {
	const [, version] = MARK.exec(description) ?? [];
	if (version === undefined) return 'foreign';
	// A queue may be named in another case than it is written in Genesys.
	const isForQueue = defaultQueueIn(description)?.toLowerCase() === flow.defaultQueue.toLowerCase();
	return Number(version) === VERSION && isForQueue ? 'own' : 'outdated';
}

/** The default queue of a flow that is ours, or `undefined`. */
export function defaultQueueIn(description: string): string | undefined {
	const [, , queue] = MARK.exec(description) ?? [];
	return queue === undefined ? undefined : asText(parseJson(queue));
}

/** The n-th skill of those with commas between them, NOT_SET where there is none. Only the branch of If() that counts is evaluated. */
function skill(index: number): string {
	const names = 'Split(Flow.SkillNames, ",")';
	return `If(Count(${names}) > ${index}, FindSkill(Trim(GetAt(${names}, ${index}))), FindSkill(NOT_SET))`;
}

/** Is the text a whole number? ToInt() of any other text is an error, which ends the chat, and no function tells them apart. */
function isWholeNumber(text: string): string {
	const unsigned = `Replace(Append("x", ${text}), "x-", "x")`;
	const withoutDigits = [...'0123456789'].reduce((rest, digit) => `Replace(${rest}, "${digit}", "")`, unsigned);
	return `${withoutDigits} == "x" and Replace(${text}, "-", "") != "" and Length(${text}) <= ${PRIORITY_CHARACTERS}`;
}

function indented(levels: number, lines: string): string {
	return lines.replace(/^(?=.)/gm, '  '.repeat(levels));
}

function variable(name: string): string {
	return `- stringVariable:
    name: Flow.${name}
    initialValue:
      noValue: true
    isOutput: false
`;
}

function attribute(name: string, into: string): string {
	return `- attribute:
    name:
      lit: ${name}
    variable: Flow.${into}
`;
}

function setVariable(name: string, variableName: string, value: string): string {
	return `- updateData:
    name: ${name}
    statements:
      - string:
          variable: Flow.${variableName}
          value:
            ${value}
`;
}

function decision(name: string, condition: string, outputs: { yes?: string; no?: string }): string {
	const branches = Object.entries(outputs).map(([answer, actions]) => `"${answer}":\n  actions:\n${indented(2, actions)}`);
	return `- decision:
    name: ${name}
    condition:
      exp: ${condition}
    outputs:
${indented(3, branches.join(''))}`;
}

function transfer(name: string, skills: readonly string[]): string {
	const acdSkills = skills.map((exp) => `      - acdSkill:\n          exp: ${quoted(exp)}\n`).join('');
	return `- transferToAcd:
    name: ${name}
    targetQueue:
      exp: FindQueue(Flow.QueueName)
${acdSkills && `    acdSkills:\n${acdSkills}`}    priority:
      exp: ToInt(Flow.Priority)
    preferredAgents:
      noValue: true
    languageSkill:
      exp: FindLanguageSkill(Flow.LanguageName)
    directAgent:
      noValue: true
`;
}

/** The flow that fits Handover: Start, as Archy's YAML. Shipped code reads no files, so it stands here and in examples/architect. */
export function handoverFlowYaml(flow: HandoverFlow): string {
	const mark = `[n8n-open-messaging-handover v${VERSION} ${JSON.stringify(flow.defaultQueue)}]`;
	const description = `Hands chats from n8n over to a queue. Remove the text in brackets to keep changes of your own. ${mark}`;
	const skills = Array.from({ length: MAX_SKILLS }, (_, index) => skill(index));
	const attributes = Object.entries({ queueName: 'QueueName', language: 'LanguageName', skills: 'SkillNames', priority: 'Priority' });
	const defaultQueue = quoted(flow.defaultQueue);
	const takeDefaultQueue = setVariable('Take the default queue', 'QueueName', `lit: ${defaultQueue}`);
	const takeUsualPriority = setVariable('Take the usual priority', 'Priority', 'lit: "0"');
	const transfers = { yes: transfer('Transfer to the queue', []), no: transfer('Transfer to the queue with skills', skills) };
	const decisions = [
		decision('Is there such a queue?', 'IsSet(FindQueue(Flow.QueueName))', { no: takeDefaultQueue }),
		setVariable('Trim the priority', 'Priority', `exp: 'Trim(Append(Flow.Priority, ""))'`),
		decision('Is the priority a whole number?', quoted(isWholeNumber('Flow.Priority')), { no: takeUsualPriority }),
		decision('No skills named?', 'IsNotSetOrEmpty(Flow.SkillNames)', transfers),
	];
	return `# Inbound message flow for the n8n package n8n-nodes-genesys-open-messaging.
#
# Handover: Start sets the attributes queueName, language, skills (names with commas between them, of which the first
# ${MAX_SKILLS} count) and priority. This flow reads them and transfers the chat to the queue. A successful transfer ends the flow;
# what follows a transfer runs when it fails.
#
# Proven by flows that Genesys has published (github.com/GenesysCloudBlueprints): inboundShortMessage with
# getParticipantData, decision, updateData, sendResponse, and transferToAcd with an expression as targetQueue and acdSkill
# and with directAgent (switch-voice-to-web-messaging); disconnect after transferToAcd (digital-messaging-translator).
# Proven by Architect's own function table (npm: purecloud-flow-scripting-api-sdk-javascript), with what they take and
# return: FindQueue(), FindSkill() and FindLanguageSkill(), which return NOT_SET for what is not found, is not unique or is
# NOT_SET; Split(), GetAt(), Count(), Trim(), Replace(), Append(), Length(), ToInt(), If(), IsSet(), IsNotSetOrEmpty().
# Proven by Genesys' help: without a language skill on the transfer the flow's own counts, and here there is none.
# UNCONFIRMED: an expression as languageSkill and priority, which the exports write as noValue and lit; whether a skill
# that is NOT_SET counts as none (the transfer to the default queue is for the case that it does not).
# An error of the flow itself ends the chat: published exports show no other setting for it.
inboundShortMessage:
  name: ${quoted(flow.name)}
  description: ${quoted(description)}
  startUpRef: "/inboundShortMessage/states/state[Initial State_10]"
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      defaultLanguageSkill:
        noValue: true
  variables:
${indented(2, attributes.map(([, into]) => variable(into)).join(''))}  settingsErrorHandling:
    errorHandling:
      disconnect:
        none: true
  states:
    - state:
        name: Initial State
        refId: Initial State_10
        actions:
          - getParticipantData:
              name: Read what the workflow wants
              attributes:
${indented(8, attributes.map(([name, into]) => attribute(name, into)).join(''))}${indented(5, decisions.join(''))}          - transferToAcd:
              name: Transfer to the default queue
              targetQueue:
                lit:
                  name: ${defaultQueue}
              priority:
                lit: 0
              preferredAgents:
                noValue: true
              languageSkill:
                noValue: true
              directAgent:
                noValue: true
          - sendResponse:
              name: Say that nobody can be reached
              messageBody:
                lit: ${quoted(APOLOGY)}
          - disconnect:
              name: Disconnect
`;
}

/** A YAML scalar: JSON's escapes are YAML's; added are what YAML readers take for line ends or refuse, and Archy's braces. */
function quoted(text: string): string {
	return JSON.stringify(text)
		.replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
		.replace(/\{\{/g, '\\u007b\\u007b');
}
