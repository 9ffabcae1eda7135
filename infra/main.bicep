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

@description('App settings of the sources, by name: Export__Sources__<name>__Provider and so on. Every value is a string. At least one source is needed, or the app does not start. Settings that this template makes itself cannot be replaced here.')
@secure()
param exportSettings object

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

@description('How many days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

var abbreviations = loadJsonContent('./abbreviations.json')
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = {
  'azd-env-name': environmentName
}

var roles = {
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

var deploymentContainer = 'app-package'
var exportsContainer = 'exports'
var stateContainer = 'exports-state'

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
    principalId: identity.outputs.principalId
    roleId: roles.monitoringMetricsPublisher
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
    principalId: identity.outputs.principalId
    // The host asks for Blob Data Owner; queues and tables are where Durable Functions keeps its task hub.
    roleIds: [
      roles.storageBlobDataOwner
      roles.storageQueueDataContributor
      roles.storageTableDataContributor
    ]
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
    principalId: identity.outputs.principalId
    roleIds: [
      roles.storageBlobDataContributor
    ]
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
    hostQueueEndpoint: hostStorage.outputs.queueEndpoint
    hostTableEndpoint: hostStorage.outputs.tableEndpoint
    deploymentContainer: deploymentContainer
    // Of two settings with one name, the later one wins.
    appSettings: union(exportSettings, {
      Export__Destination__BlobServiceUri: exportStorage.outputs.blobEndpoint
      Export__Destination__ManagedIdentityClientId: identity.outputs.clientId
      Export__Destination__Container: exportsContainer
      Export__Destination__StateContainer: stateContainer
    })
  }
}

@description('Region of the resources.')
output AZURE_LOCATION string = location

@description('Name of the resource group.')
output AZURE_RESOURCE_GROUP string = rg.name

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
