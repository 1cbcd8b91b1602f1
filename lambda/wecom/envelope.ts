import { parseXmlMessage, XmlError } from './xml';

/** The outer, unencrypted part of a callback [D90238]. Only `ciphertext` is covered by the signature. */
export interface Envelope {
  readonly ciphertext: string;
}

/** @throws XmlError */
export function parseEnvelope(body: string): Envelope {
  const ciphertext = parseXmlMessage(body).text('Encrypt')?.trim();
  if (!ciphertext) throw new XmlError('it has no <Encrypt>');
  return { ciphertext };
}
