@description('Name of the key vault, unique in Azure: letters, digits and hyphens.')
@minLength(3)
@maxLength(24)
param name string

@description('Region of the key vault.')
param location string

@description('Tags of the key vault.')
param tags object

@description('Whether the vault refuses everybody who does not come through a private endpoint or from an allowed address.')
param private bool

@description('IPv4 addresses or ranges of the internet from which a private vault is still reached, with a token.')
param allowedIpRanges string[]

@description('Resource id of the Log Analytics workspace that is told who has asked the vault for what.')
param workspaceId string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    // The secrets are copies of what the providers know, and a vault's name is wanted back after a deletion.
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    publicNetworkAccess: private && empty(allowedIpRanges) ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: private ? 'None' : 'AzureServices'
      defaultAction: private ? 'Deny' : 'Allow'
      ipRules: [
        for range in (private ? allowedIpRanges : []): {
          value: range
        }
      ]
    }
  }
}

// The newest version of this type that is no preview knows no group of categories.
resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'audit'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

@description('Name of the key vault.')
output name string = vault.name

@description('Resource id of the key vault.')
output id string = vault.id
