@description('Name of the storage account: lower-case letters and digits.')
@minLength(3)
@maxLength(24)
param name string

@description('Region of the storage account.')
param location string

@description('Tags of the storage account.')
param tags object

@description('Redundancy of the storage account.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
  'Standard_GZRS'
])
param sku string

@description('Names of the blob containers.')
@minLength(1)
param containers string[]

@description('How many days deleted blobs, deleted containers and earlier versions of blobs are kept; 0 keeps none.')
@minValue(0)
@maxValue(365)
param protectionDays int = 0

@description('Container whose blobs are immutable; not used with 0 days.')
param immutableContainer string = containers[0]

@description('How many days from its creation a blob of that container can neither be changed nor deleted; 0 for no such policy.')
@minValue(0)
@maxValue(146000)
param immutabilityDays int = 0

@description('Whether the account refuses everybody who does not come through a private endpoint or from an allowed address.')
param private bool

@description('IPv4 addresses or ranges of the internet from which a private account is still reached, with a token.')
param allowedIpRanges string[]

var protected = protectionDays > 0

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: private && empty(allowedIpRanges) ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: private ? 'None' : 'AzureServices'
      defaultAction: private ? 'Deny' : 'Allow'
      ipRules: [
        for range in (private ? allowedIpRanges : []): {
          action: 'Allow'
          value: range
        }
      ]
    }
    supportsHttpsTrafficOnly: true
  }
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: protected
    deleteRetentionPolicy: {
      enabled: protected
      days: protected ? max(protectionDays, 1) : null
    }
    containerDeleteRetentionPolicy: {
      enabled: protected
      days: protected ? max(protectionDays, 1) : null
    }
  }
}

resource blobContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for container in containers: {
    parent: blobService
    name: container
    properties: {
      publicAccess: 'None'
    }
  }
]

// Versions do not end by themselves, and what is in the container of locks changes all the time.
resource versionsEnd 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = if (protected) {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'delete-earlier-versions'
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
            }
            actions: {
              version: {
                delete: {
                  daysAfterCreationGreaterThan: protectionDays
                }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [
    blobService
  ]
}

resource immutability 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-06-01' = if (immutabilityDays > 0) {
  parent: blobContainers[indexOf(containers, immutableContainer)]
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: immutabilityDays
    allowProtectedAppendWrites: false
  }
}

@description('Name of the storage account.')
output name string = account.name

@description('Resource id of the storage account.')
output id string = account.id

@description('Blob endpoint, with a slash at its end.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('Queue endpoint, with a slash at its end.')
output queueEndpoint string = account.properties.primaryEndpoints.queue

@description('Table endpoint, with a slash at its end.')
output tableEndpoint string = account.properties.primaryEndpoints.table
