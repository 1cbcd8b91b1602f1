import { ApiMapping, DomainName, SecurityPolicy, type HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ARecord, HostedZone, RecordTarget, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { CheckedConfig } from '../config';

export interface CallbackDomainProps {
  readonly domain: NonNullable<CheckedConfig['domain']>;
  readonly stage: HttpStage;
}

/** A domain of the company's own in front of the callback endpoint. */
export class CallbackDomain extends Construct {
  readonly name: string;
  /** What the domain has to point to; undefined where Route 53 was told already. */
  readonly cnameTarget: string | undefined;

  constructor(scope: Construct, id: string, { domain, stage }: CallbackDomainProps) {
    super(scope, id);
    this.name = domain.name;
    const { hostedZone: zone } = domain;
    const hostedZone =
      zone &&
      HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: zone.id, zoneName: zone.name });

    const domainName = new DomainName(this, 'Name', {
      domainName: domain.name,
      certificate: this.certificate(domain, hostedZone),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(this, 'Mapping', { api: stage.api, stage, domainName });

    const { regionalDomainName, regionalHostedZoneId } = domainName;
    if (hostedZone) {
      new ARecord(this, 'Record', {
        zone: hostedZone,
        recordName: `${domain.name}.`,
        target: RecordTarget.fromAlias(
          new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId),
        ),
      });
    }
    this.cnameTarget = hostedZone ? undefined : regionalDomainName;
  }

  private certificate(
    { name, certificateArn }: CallbackDomainProps['domain'],
    hostedZone: IHostedZone | undefined,
  ): ICertificate {
    return certificateArn === undefined
      ? new Certificate(this, 'Certificate', {
          domainName: name,
          validation: CertificateValidation.fromDns(hostedZone),
        })
      : Certificate.fromCertificateArn(this, 'Certificate', certificateArn);
  }
}
