@description('Name of the function app. The host derives its id from the first 32 characters.')
@minLength(2)
@maxLength(32)
param name string

@description('Name of the Flex Consumption plan.')
@minLength(1)
@maxLength(60)
param planName string

@description('Region of the app and its plan.')
param location string

@description('Tags of the app and its plan.')
param tags object

@description('Name of the service in azure.yaml whose code the app runs.')
param serviceName string

@description('Memory of one instance in MB.')
@allowed([
  2048
  4096
])
param instanceMemoryMB int

@description('The most instances that each group of functions scales out to.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int

@description('Resource id of the identity that the app runs as.')
param identityId string

@description('Client id of the identity that the app runs as.')
@minLength(36)
@maxLength(36)
param identityClientId string

@description('Name of the Application Insights resource.')
@minLength(1)
@maxLength(255)
param applicationInsightsName string

@description('Blob endpoint of the host\'s storage account, with a slash at its end.')
param hostBlobEndpoint string

@description('Settings by which Durable Functions finds its task hub.')
param backendSettings { *: string }

@description('Container in the host\'s storage account that takes the deployed package.')
@minLength(3)
@maxLength(63)
param deploymentContainer string

@description('Subnet that outgoing connections come from; null for none: they come from addresses of Azure.')
param subnetId string?

@description('The app\'s own settings, by name.')
param appSettings { *: string }

@description('Settings whose values are secrets of the key vault: the secret\'s name, by the setting\'s.')
param vaultSettings { *: string }

@description('Name of the key vault.')
@minLength(3)
@maxLength(24)
param vaultName string

var secretReferences = mapValues(
  vaultSettings,
  secretName => '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=${secretName})'
)

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    // Linux.
    reserved: true
  }
}

resource functionApp 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: union(tags, {
    'azd-service-name': serviceName
  })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    // Else the references are asked for with an identity that the app does not have.
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: subnetId
    siteConfig: {
      minTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostBlobEndpoint}${deploymentContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      // On Flex Consumption the runtime is chosen here; FUNCTIONS_WORKER_RUNTIME is refused as an app setting.
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
      }
    }
  }
}

resource settings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: functionApp
  name: 'appsettings'
  // Of two settings with one name, the later one wins.
  properties: union(
    appSettings,
    secretReferences,
    {
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      AzureWebJobsStorage__blobServiceUri: hostBlobEndpoint
      APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
      // By itself the exporter keeps five traces a second and drops the log lines of the others: an alert looks for one line.
      OTEL_TRACES_SAMPLER: 'microsoft.fixed_percentage'
      OTEL_TRACES_SAMPLER_ARG: '1.0'
    },
    backendSettings
  )
}

// Deployments authenticate with Entra ID; publishing passwords would be a second way in.
resource scmPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: functionApp
  name: 'scm'
  properties: {
    allow: false
  }
}

resource ftpPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: functionApp
  name: 'ftp'
  properties: {
    allow: false
  }
}

@description('Name of the function app.')
output name string = functionApp.name

@description('Address of the function app.')
output uri string = 'https://${functionApp.properties.defaultHostName}'
