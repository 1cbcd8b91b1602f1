import type { RequestKind } from '../callback-check/findings';
import type { FindingTexts } from './texts';

const NAMES: Readonly<Record<RequestKind, string>> = {
  check: 'the URL check (GET)',
  message: 'the message (POST)',
};
const SECRET = 'the callback secret (stack output Step3CallbackSecret)';
const SOON = 'A change takes about a minute.';
const said = (words: string): string => (words === '' ? 'It gave no reason.' : `It said: ${words}`);

export const findingsEn: FindingTexts = {
  'plain-http': () => ({
    what: 'The address begins with http://.',
    why: 'WeCom allows http, but whoever is on the way can see and replay requests; API Gateway speaks https only.',
    next: 'Use an https:// address, in WeCom too.',
  }),
  'amazonaws-domain': ({ host }) => ({
    what: `The domain ${host} is Amazon's.`,
    why: 'A verified (已认证) company can only use a domain that is ICP-filed by itself or a related company; saving fails with 域名主体校验未通过.',
    next: 'A company that is not verified can use it for now; a verified one sets its own filed domain as domain in config.ts, and deploys.',
  }),

  dns: ({ host, reason }) => ({
    what: `The domain ${host} can't be resolved (${reason}).`,
    why: 'It is misspelt, has no record yet, or this machine reaches no DNS server.',
    next: 'Compare it with the stack output Step4…. For a domain of your own check its CNAME record; a new one can take minutes.',
  }),
  certificate: ({ host, reason }) => ({
    what: `The certificate of ${host} is not trusted (${reason}).`,
    why: 'It has expired, is self-signed, lacks an intermediate one, or was issued for another domain.',
    next: 'Install a complete certificate of a trusted authority for this domain (ACM on AWS), and check the clock of this machine.',
  }),
  tls: ({ reason }) => ({
    what: `The https handshake failed (${reason}).`,
    why: 'What listens there does not speak https, or only an old version of TLS.',
    next: 'Check the port, and whether the address begins with https:// or http://.',
  }),
  connection: ({ host, reason }) => ({
    what: `The exchange with ${host} failed (${reason}).`,
    why: 'Nothing runs there, the port is wrong, a firewall is in between, or the other side hung up. API Gateway does not serve http.',
    next: 'See that the service runs and can be reached from the internet, and check host and port.',
  }),
  'no-answer': ({ request, waitedMs }) => ({
    what: `No complete answer to ${NAMES[request]} within ${waitedMs} ms.`,
    why: 'The service hangs, or a firewall drops the request. WeCom waits 1 s for the URL check and 5 s for a message.',
    next: 'Look for the request in the log of the callback function. If it is not there, check firewall, port and where the domain points.',
  }),

  redirect: ({ status, location }) => ({
    what: `The answer is a redirect (HTTP ${status}${location === '' ? '' : ` to ${location}`}).`,
    why: 'WeCom follows none and takes only status 200.',
    next: 'Enter the final address in WeCom; mind https, www and a slash at the end.',
  }),
  'wrong-path': ({ words }) => ({
    what: `There is no such path (HTTP 404). ${said(words)}`,
    why: 'The path is wrong, or config.ts has no app of that name.',
    next: 'Copy all of the stack output Step4…: the path is /wxcomapp/NAME-OF-APP, or /wxcomapp for the default app.',
  }),
  'domain-not-mapped': ({ words }) => ({
    what: `API Gateway refuses this domain (HTTP 403). ${said(words)}`,
    why: 'The custom domain is not mapped to the API of the callback.',
    next: "In API Gateway → Custom domain names → API mappings, map it to stage $default of this stack's API.",
  }),
  'wrong-token': ({ words }) => ({
    what: `The signature is not accepted (HTTP 401). ${said(words)}`,
    why: "The Token here is not the server's.",
    next: `Have the same Token on the WeCom page, in ${SECRET} and in WECOM_TOKEN. ${SOON}`,
  }),
  'wrong-key': ({ words }) => ({
    what: `The signature is right, but the content can't be decrypted (HTTP 400). ${said(words)}`,
    why: "The EncodingAESKey here is not the server's.",
    next: `Have the same value on the WeCom page, in ${SECRET} and in WECOM_ENCODING_AES_KEY. ${SOON}`,
  }),
  'wrong-corp-id': ({ words }) => ({
    what: `The request is refused (HTTP 403). ${said(words)}`,
    why: "The CorpID here is not the server's, or a firewall in front (WAF, CDN) refuses.",
    next: `Copy 企业ID again from 我的企业 → 企业信息, into ${SECRET} and WECOM_CORP_ID. ${SOON}`,
  }),
  'not-ready': ({ words }) => ({
    what: `The callback is deployed, but can't work yet (HTTP 503). ${said(words)}`,
    why: 'The secret still holds the placeholder REPLACE-ME, or a value of the wrong shape.',
    next: `Fill in ${SECRET} in Secrets Manager, and check again after some seconds.`,
  }),
  'server-error': ({ request, status, words }) => ({
    what: `The server failed at ${NAMES[request]} (HTTP ${status}). ${said(words)}`,
    why: "The callback function crashed, ran out of time, or can't reach its secret or queue; or a proxy in front can't reach it.",
    next: 'Look into the CloudWatch log group with CallbackEndpointCallbackLogs in its name, and do what it says.',
  }),
  'unexpected-status': ({ request, status, words }) => ({
    what: `The answer to ${NAMES[request]} was HTTP ${status}; it must be 200. ${said(words)}`,
    why: 'A proxy, a firewall or throttling in front refuses, or this is no WeCom callback.',
    next: 'Check the address, and that both GET and POST reach the callback.',
  }),

  'byte-order-mark': () => ({
    what: 'The answer begins with a byte order mark (BOM).',
    why: 'A source file or template is saved as UTF-8 with BOM, which got into the output.',
    next: 'Save it as UTF-8 without BOM, and print the decrypted text alone.',
  }),
  'white-space': () => ({
    what: 'The answer has a space or a line break before or after the decrypted text.',
    why: 'The program prints with a line end (like println), or a template has an empty line.',
    next: 'Print the decrypted text alone.',
  }),
  quotes: () => ({
    what: 'The answer has quotes round the decrypted text.',
    why: 'The framework encodes strings as JSON.',
    next: 'Return the string as text/plain, not through JSON.',
  }),
  json: () => ({
    what: 'The answer is JSON.',
    why: 'The framework wraps results in JSON, or a proxy rewrites them; WeCom wants the text alone.',
    next: 'Return the decrypted text alone, as text/plain.',
  }),
  number: () => ({
    what: 'The digits of the answer differ from the decrypted text at their end.',
    why: 'The text went through a number, which can not hold so many digits.',
    next: 'Keep the decrypted echostr a string.',
  }),
  'empty-echo': () => ({
    what: 'The URL check got HTTP 200 with an empty body.',
    why: 'Nothing handles GET there, or it does not return the decrypted text.',
    next: 'Let GET reach the callback, and return the decrypted echostr.',
  }),
  'web-page': () => ({
    what: 'The answer is a web page.',
    why: 'The path is wrong, the domain points to another site, or a login or warning page stands in front.',
    next: 'Copy all of the stack output Step4…, and check where the domain points.',
  }),
  'other-echo': ({ words }) => ({
    what: `The answer is not the decrypted text. ${said(words)}`,
    why: 'This is no WeCom callback, or it returns echostr undecrypted or wrongly decrypted.',
    next: 'Check the address. A callback of your own returns the msg part of what EncodingAESKey decrypts.',
  }),

  'wrong-agent-id': ({ words }) => ({
    what: `The URL check passes, but the message is refused (HTTP 403). ${said(words)}`,
    why: "The AgentId here is not the server's: saving works, but no message arrives.",
    next: `Copy AgentId from the app's page into ${SECRET} and WECOM_AGENT_ID. ${SOON}`,
  }),
  stale: ({ words }) => ({
    what: `The URL check passes, but the message is refused (HTTP 401). ${said(words)}`,
    why: "The message's time differs from the server's by more than an hour.",
    next: 'Set the clocks of this machine and of the server, and check again.',
  }),
  'message-answer': ({ words }) => ({
    what: `The answer to the message is wrong. ${said(words)}`,
    why: 'WeCom takes an empty body, success, or an encrypted passive reply.',
    next: 'Answer a message at once with an empty 200, and send what you have to say by message/send.',
  }),
  'broken-reply': () => ({
    what: "The answer to the message looks like an encrypted passive reply, but its signature is wrong or it can't be decrypted.",
    why: 'It was made with another Token, EncodingAESKey or CorpID, or signed over another ciphertext.',
    next: 'Encrypt and sign with the same credentials, or answer with an empty 200.',
  }),

  'slow-check': ({ firstMs, secondMs, limitMs }) => ({
    what: `The URL check took ${firstMs} ms, and a second one still ${secondMs} ms.`,
    why: `WeCom waits ${limitMs} ms, connecting included; these times were measured from this machine.`,
    next: 'Choose a region near China (Tokyo, Singapore), give the callback function more memory, check proxies in between.',
  }),
  'slow-first-check': ({ firstMs, secondMs, limitMs }) => ({
    what: `The first URL check took ${firstMs} ms, the second only ${secondMs} ms.`,
    why: `The function started from cold; WeCom waits ${limitMs} ms.`,
    next: 'Press 保存 now, and at once again if it fails. If it is always so, give the callback function more memory.',
  }),
  'slow-message': ({ tookMs, limitMs }) => ({
    what: `The answer to the message took ${tookMs} ms.`,
    why: `WeCom hangs up after ${limitMs} ms and sends the same message again, so a member may get several answers.`,
    next: 'Answer with an empty 200 first, then work. In this stack, see in the log of the callback function whether the queue works.',
  }),

  'accepts-forgery': ({ request }) => ({
    what:
      request === 'check'
        ? 'The URL check with a wrong signature was answered with the decrypted text.'
        : 'The message with a wrong signature was not refused (HTTP 200).',
    why: 'The callback does not check signatures, so that anybody may pose as WeCom; or it says 200 to everything, and loses what it fails to take.',
    next: 'Compare the signature before decrypting, and answer 401 if it is wrong. Do not use this callback before that.',
  }),
};
