targetScope = 'subscription'

@description('Name of the environment. The resource group is named after it; the names of the other resources carry a hash of it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Azure region of all resources. It must offer the Flex Consumption plan: `az functionapp list-flexconsumption-locations`.')
@minLength(1)
@metadata({
  azd: {
    type: 'location'
  }
})
param location string

@description('App settings of the sources, and others of the app, by name: Export__Sources__<name>__Provider and so on. Every value is a string, and none is a secret. At least one source is needed, or the app does not start. Settings that this template makes itself cannot be replaced here.')
param exportSettings { *: string }

@description('App settings whose values are secrets of the key vault: the secret\'s name, by the setting\'s.')
param vaultSettings { *: string } = {}

@description('Where Durable Functions keeps its task hub: in the host\'s storage account, or with the Durable Task Scheduler. The deployed package must be built for the same one, which azd does.')
@allowed([
  'AzureStorage'
  'DurableTaskScheduler'
])
param durableBackend string = 'AzureStorage'

@description('Memory of one instance in MB. With 2048 the activities that one instance runs at a time (host.json) stay well inside it.')
@allowed([
  2048
  4096
])
param instanceMemoryMB int = 2048

@description('The most instances that each group of functions scales out to. Not every region takes fewer than 40.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Redundancy of the storage account that takes exports. Zone redundancy (ZRS, GZRS) needs a region with availability zones; GRS and GZRS keep a copy in the paired region.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
  'Standard_GZRS'
])
param exportStorageSku string = 'Standard_ZRS'

@description('How many days what is deleted from, or overwritten in, the storage account of exports can be brought back.')
@minValue(1)
@maxValue(365)
param exportProtectionDays int = 14

@description('How many days from its creation an exported file can neither be changed nor deleted, by anybody; 0 for no such policy. Retention deletes no export before.')
@minValue(0)
@maxValue(146000)
param exportImmutabilityDays int = 0

@description('Whether storage and key vault are reached through a virtual network only, and the app\'s outgoing connections come from it.')
param privateNetwork bool = false

@description('Address space of the virtual network, in CIDR notation, of 512 addresses at least. It must not overlap with a network that it is peered with.')
@minLength(9)
@maxLength(18)
param networkAddressPrefix string = '10.90.0.0/23'

@description('IPv4 addresses or ranges of the internet from which, with a private network, exports and key vault are still reached, with a token: an operator\'s.')
param operatorIpRanges string[] = []

@description('Object id of the user or group that writes the secrets of the providers to the key vault; empty for nobody.')
@maxLength(36)
param vaultWriterPrincipalId string = ''

@description('Who is told of alerts by e-mail; empty for nobody: the alerts are then in the portal alone.')
@maxLength(320)
param alertEmail string = ''

@description('Names of the sources of which each needs a succeeded export in 24 hours, or an alert fires; null for those with a schedule.')
param dailySources string[]?

@description('How many days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

var abbreviations = loadJsonContent('./abbreviations.json')
var taskHubName = loadJsonContent('../host.json').extensions.durableTask.hubName
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = {
  'azd-env-name': environmentName
}

var deploymentContainer = 'app-package'
var exportsContainer = 'exports'
var stateContainer = 'exports-state'
// Export__Sources__<name>__Schedule
var scheduledSources = map(
  filter(
    objectKeys(exportSettings),
    setting => startsWith(setting, 'Export__Sources__') && endsWith(setting, '__Schedule')
  ),
  setting => split(setting, '__')[2]
)
var usesScheduler = durableBackend == 'DurableTaskScheduler'

resource rg 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: '${abbreviations.resourcesResourceGroups}${environmentName}'
  location: location
  tags: tags
}

module identity './modules/identity.bicep' = {
  name: 'identity'
  scope: rg
  params: {
    name: '${abbreviations.managedIdentityUserAssignedIdentities}${token}'
    location: location
    tags: tags
  }
}

module monitoring './modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: rg
  params: {
    workspaceName: '${abbreviations.operationalInsightsWorkspaces}${token}'
    applicationInsightsName: '${abbreviations.insightsComponents}${token}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
  }
}

module hostStorage './modules/storage.bicep' = {
  name: 'host-storage'
  scope: rg
  params: {
    name: '${abbreviations.storageStorageAccounts}host${token}'
    location: location
    tags: tags
    sku: 'Standard_LRS'
    containers: [
      deploymentContainer
    ]
    private: privateNetwork
    allowedIpRanges: []
  }
}

// Apart from the host's account, so that exports can have a redundancy, a protection and readers of their own.
module exportStorage './modules/storage.bicep' = {
  name: 'export-storage'
  scope: rg
  params: {
    name: '${abbreviations.storageStorageAccounts}exp${token}'
    location: location
    tags: tags
    sku: exportStorageSku
    containers: [
      exportsContainer
      stateContainer
    ]
    protectionDays: exportProtectionDays
    // Locks and the records of running exports change: they are in the other container.
    immutableContainer: exportsContainer
    immutabilityDays: exportImmutabilityDays
    private: privateNetwork
    allowedIpRanges: operatorIpRanges
  }
}

module vault './modules/vault.bicep' = {
  name: 'vault'
  scope: rg
  params: {
    name: '${abbreviations.keyVaultVaults}${token}'
    location: location
    tags: tags
    private: privateNetwork
    allowedIpRanges: operatorIpRanges
    workspaceId: monitoring.outputs.workspaceId
  }
}

module scheduler './modules/scheduler.bicep' = if (usesScheduler) {
  name: 'scheduler'
  scope: rg
  params: {
    name: '${abbreviations.durableTaskSchedulers}${token}'
    taskHubName: taskHubName
    location: location
    tags: tags
  }
}

module access './modules/access.bicep' = {
  name: 'access'
  scope: rg
  params: {
    principalId: identity.outputs.principalId
    vaultWriterPrincipalId: vaultWriterPrincipalId
    hostStorageName: hostStorage.outputs.name
    exportStorageName: exportStorage.outputs.name
    vaultName: vault.outputs.name
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    schedulerName: scheduler.?outputs.name ?? ''
  }
}

module privateAccess './modules/private-access.bicep' = if (privateNetwork) {
  name: 'private-access'
  scope: rg
  params: {
    networkName: '${abbreviations.networkVirtualNetworks}${token}'
    endpointPrefix: abbreviations.networkPrivateEndpoints
    location: location
    tags: tags
    addressPrefix: networkAddressPrefix
    hostStorageId: hostStorage.outputs.id
    hostStorageServices: usesScheduler ? ['blob'] : ['blob', 'queue', 'table']
    exportStorageId: exportStorage.outputs.id
    vaultId: vault.outputs.id
  }
}

module app './modules/app.bicep' = {
  name: 'app'
  scope: rg
  params: {
    name: '${abbreviations.webSitesFunctions}${token}'
    planName: '${abbreviations.webServerFarms}${token}'
    location: location
    tags: tags
    serviceName: 'api'
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    hostBlobEndpoint: hostStorage.outputs.blobEndpoint
    backendSettings: usesScheduler
      ? {
          DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${scheduler!.outputs.endpoint};Authentication=ManagedIdentity;ClientID=${identity.outputs.clientId}'
        }
      : {
          AzureWebJobsStorage__queueServiceUri: hostStorage.outputs.queueEndpoint
          AzureWebJobsStorage__tableServiceUri: hostStorage.outputs.tableEndpoint
        }
    deploymentContainer: deploymentContainer
    subnetId: privateAccess.?outputs.appSubnetId
    vaultName: vault.outputs.name
    vaultSettings: vaultSettings
    // Of two settings with one name, the later one wins.
    appSettings: union(exportSettings, {
      Export__Destination__BlobServiceUri: exportStorage.outputs.blobEndpoint
      Export__Destination__ManagedIdentityClientId: identity.outputs.clientId
      Export__Destination__Container: exportsContainer
      Export__Destination__StateContainer: stateContainer
    })
  }
  // The app reads its package, its secrets and its storage as soon as it is there.
  dependsOn: [
    access
  ]
}

module alerts './modules/alerts.bicep' = {
  name: 'alerts'
  scope: rg
  params: {
    actionGroupName: '${abbreviations.insightsActionGroups}${token}'
    location: location
    tags: tags
    applicationInsightsId: monitoring.outputs.applicationInsightsId
    email: alertEmail
    dailySources: dailySources ?? scheduledSources
  }
}

@description('Region of the resources.')
output AZURE_LOCATION string = location

@description('Name of the resource group.')
output AZURE_RESOURCE_GROUP string = rg.name

@description('Name of the key vault that takes the secrets of the providers.')
output AZURE_KEY_VAULT_NAME string = vault.outputs.name

@description('Name of the function app.')
output SERVICE_API_NAME string = app.outputs.name

@description('Address of the function app; its functions are below /api.')
output SERVICE_API_URI string = app.outputs.uri

@description('Name of the identity that the app runs as.')
output APP_IDENTITY_NAME string = identity.outputs.name

@description('Client id of the identity that the app runs as.')
output APP_IDENTITY_CLIENT_ID string = identity.outputs.clientId

@description('Object id of the identity that the app runs as, for role assignments elsewhere.')
output APP_IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId

@description('Name of the storage account that takes exports.')
output EXPORTS_STORAGE_ACCOUNT string = exportStorage.outputs.name

@description('Container that takes exported files and manifests.')
output EXPORTS_CONTAINER string = exportsContainer

@description('Container that takes database locks and the records of running exports.')
output EXPORTS_STATE_CONTAINER string = stateContainer

@description('Name of the Application Insights resource.')
output APPLICATIONINSIGHTS_NAME string = monitoring.outputs.applicationInsightsName

@description('Resource id of the virtual network, to peer it with the network of a cluster; empty without one.')
output VIRTUAL_NETWORK_ID string = privateAccess.?outputs.networkId ?? ''
