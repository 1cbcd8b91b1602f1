import { DeleteLogGroupCommand, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import {
  DeleteTableCommand,
  DescribeTableCommand,
  UpdateTableCommand,
  waitUntilTableExists,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { ReleaseAddressCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { DeleteSecretCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { wordsOf } from '../callback-check/words';
import type { KeptThing, RemovableKind } from './kept';

/** What removing needs. */
export interface RemovalClients {
  readonly ec2: EC2Client;
  readonly secretsManager: SecretsManagerClient;
  readonly dynamodb: DynamoDBClient;
  readonly logs: CloudWatchLogsClient;
}

/** What became of a thing that was to go: of one that is not there nobody knows whether it ever was. */
export type Removal = { readonly thing: KeptThing } & (
  { readonly outcome: 'deleted' | 'absent' } | { readonly outcome: 'failed'; readonly reason: string }
);

/** Days for which a secret can be had back: the fewest that there can be. */
export const RECOVERY_DAYS = 7;
/** A table is updated in seconds. */
const UPDATE_SECONDS = 120;

const ABSENT = /^(InvalidAllocationID\.NotFound|ResourceNotFoundException)$/;
const MARKED_FOR_DELETION = /(marked|scheduled) for deletion/;

/** Removes one after the other; what can't be removed keeps no other from it. */
export async function remove(clients: RemovalClients, things: readonly KeptThing[]): Promise<Removal[]> {
  const removals: Removal[] = [];
  for (const thing of things) removals.push(await removalOf(clients, thing));
  return removals;
}

async function removalOf(clients: RemovalClients, thing: KeptThing): Promise<Removal> {
  try {
    await REMOVE[thing.kind as RemovableKind](clients, thing);
    return { thing, outcome: 'deleted' };
  } catch (error) {
    const { name, message } = error as Error;
    if (ABSENT.test(name)) return { thing, outcome: 'absent' };
    if (MARKED_FOR_DELETION.test(message)) return { thing, outcome: 'deleted' };
    return { thing, outcome: 'failed', reason: wordsOf(`${name}: ${message}`) };
  }
}

const REMOVE: Readonly<
  Record<RemovableKind, (clients: RemovalClients, thing: KeptThing) => Promise<unknown>>
> = {
  address: ({ ec2 }, { allocationId }) => ec2.send(new ReleaseAddressCommand({ AllocationId: allocationId })),
  secret: ({ secretsManager }, { id }) =>
    secretsManager.send(new DeleteSecretCommand({ SecretId: id, RecoveryWindowInDays: RECOVERY_DAYS })),
  table: ({ dynamodb }, { id }) => deleteTable(dynamodb, id),
  auditLog: ({ logs }, { id }) => logs.send(new DeleteLogGroupCommand({ logGroupName: id })),
};

async function deleteTable(dynamodb: DynamoDBClient, TableName: string): Promise<void> {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  if (Table?.TableStatus === 'DELETING') return;
  if (Table?.DeletionProtectionEnabled) {
    await dynamodb.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
    await waitUntilTableExists({ client: dynamodb, maxWaitTime: UPDATE_SECONDS }, { TableName });
  }
  await dynamodb.send(new DeleteTableCommand({ TableName }));
}
