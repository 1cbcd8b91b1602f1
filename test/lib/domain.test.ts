import type { Template } from 'aws-cdk-lib/assertions';
import type { ConfigInput } from '../../lib/config';
import { config, templateOf } from '../support/synthesised';
import { resourcesIn, type Resource } from '../support/template';

const CERTIFICATE =
  'arn:aws:acm:ap-northeast-1:123456789012:certificate/0a1b2c3d-0000-1111-2222-333344445555';
const ZONE = { id: 'Z0123456789ABC', name: 'example.com' };
const withDomain = (domain: Omit<NonNullable<ConfigInput['domain']>, 'name'>) =>
  templateOf({ ...config, domain: { name: 'gpt.example.com', ...domain } });
const routesOf = (template: Template) =>
  resourcesIn(template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties['RouteKey']);

it.each([
  ['a certificate', { certificateArn: CERTIFICATE }],
  ['a hosted zone', { hostedZone: ZONE }],
  ['both', { certificateArn: CERTIFICATE, hostedZone: ZONE }],
])('with %s, the domain is the only way in, and in the callback URL', (_, domain) => {
  const template = withDomain(domain);
  template.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
  template.hasOutput('Step4CallbackUrlOfAssistant', { Value: 'https://gpt.example.com/wxcomapp/assistant' });
  const [[name]] = resourcesIn(template, 'AWS::ApiGatewayV2::DomainName') as [[string, Resource]];
  const [[api]] = resourcesIn(template, 'AWS::ApiGatewayV2::Api') as [[string, Resource]];
  template.hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', {
    ApiId: { Ref: api },
    DomainName: { Ref: name },
    Stage: '$default',
  });
});

it('a certificate that is there is used, and an output says what the domain has to point to', () => {
  const template = withDomain({ certificateArn: CERTIFICATE });
  const [[name]] = resourcesIn(template, 'AWS::ApiGatewayV2::DomainName') as [[string, Resource]];
  template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
    DomainName: 'gpt.example.com',
    DomainNameConfigurations: [
      { CertificateArn: CERTIFICATE, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' },
    ],
  });
  template.hasOutput('Step4aCnameTarget', { Value: { 'Fn::GetAtt': [name, 'RegionalDomainName'] } });
  template.resourceCountIs('AWS::Route53::RecordSet', 0);
});

it('a hosted zone gets the certificate proved and the domain pointed here', () => {
  const template = withDomain({ hostedZone: ZONE });
  template.hasResourceProperties('AWS::CertificateManager::Certificate', {
    DomainName: 'gpt.example.com',
    ValidationMethod: 'DNS',
    DomainValidationOptions: [{ DomainName: 'gpt.example.com', HostedZoneId: ZONE.id }],
  });
  template.hasResourceProperties('AWS::Route53::RecordSet', {
    Name: 'gpt.example.com.',
    Type: 'A',
    HostedZoneId: ZONE.id,
  });
  expect(Object.keys(template.toJSON()['Outputs'] as object)).not.toContain('Step4aCnameTarget');
});

it('each file of WeCom has a route, and nothing else has one: API Gateway answers 404 by itself', () => {
  const verificationFiles = { 'WW_verify_0a1B2c3D.txt': '0a1B2c3D', 'WW_verify_ZZZZ.txt': 'ZZZZ' };
  const template = withDomain({ hostedZone: ZONE, verificationFiles });
  expect(routesOf(template).filter((key) => !routesOf(templateOf()).includes(key))).toEqual([
    'GET /WW_verify_0a1B2c3D.txt',
    'GET /WW_verify_ZZZZ.txt',
  ]);
  expect(routesOf(template)).not.toContain('$default');
});

it('without a domain, the default endpoint answers', () => {
  const template = templateOf();
  template.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: false });
  template.resourceCountIs('AWS::ApiGatewayV2::DomainName', 0);
});
