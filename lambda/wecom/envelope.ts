import { parseXmlMessage, XmlError } from './xml';

/**
 * The ciphertext in the outer, unencrypted part of a callback [D90238]: the one that the signature covers and the one
 * to decrypt. JSON, which some pages mention in passing, is not offered to self-built apps.
 * @throws XmlError
 */
export function ciphertextIn(body: string): string {
  if (body.trimStart().startsWith('{')) throw new XmlError('it is JSON, and self-built apps are sent XML');
  const ciphertext = parseXmlMessage(body).text('Encrypt')?.trim();
  if (!ciphertext) throw new XmlError('it has no <Encrypt>');
  return ciphertext;
}
