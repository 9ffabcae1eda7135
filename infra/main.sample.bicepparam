// What one environment is made of. Copy to main.bicepparam, where azd looks for it, and set your own values. No value here
// is a secret: secrets are written to the key vault once it is there (docs/infra.md).
using './main.bicep'

// From the azd environment.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param vaultWriterPrincipalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param durableBackend = readEnvironmentVariable('DURABLE_BACKEND', 'AzureStorage')

// The names are in README.md, "Configure it".
param exportSettings = {
  Export__Sources__orders__Provider: 'RedisEnterprise'
  Export__Sources__orders__Fetch: 'true'
  Export__Sources__orders__Schedule: '0 0 2 * * *'
  Export__Sources__orders__RedisEnterprise__Endpoint: 'https://cluster.example.com:9443'
  Export__Sources__orders__RedisEnterprise__DatabaseId: '1'
  Export__Sources__orders__RedisEnterprise__Username: 'exports@example.com'
  Export__Sources__orders__RedisEnterprise__ExportLocation__Type: 's3'
  Export__Sources__orders__RedisEnterprise__ExportLocation__BucketName: 'redis-exports'
  Export__Sources__orders__RedisEnterprise__ExportLocation__RegionName: 'eu-central-1'
}

// A setting's name, and the name of the key vault's secret that has its value.
param vaultSettings = {
  Export__Sources__orders__RedisEnterprise__Password: 'orders-password'
  Export__Sources__orders__RedisEnterprise__ExportLocation__AccessKeyId: 'orders-bucket-id'
  Export__Sources__orders__RedisEnterprise__ExportLocation__SecretAccessKey: 'orders-bucket-key'
}

param alertEmail = 'exports@example.com'

// A cluster's REST API, port 9443, is usually private.
param privateNetwork = true
param operatorIpRanges = [
  '203.0.113.7'
]

param exportImmutabilityDays = 0
