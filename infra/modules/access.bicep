// Everything that anybody may do with the data of this deployment. docs/infra.md lists the same.

import { roles } from './roles.bicep'

@description('Object id of the identity that the app runs as.')
@minLength(36)
@maxLength(36)
param principalId string

@description('Object id of the user or group that writes the secrets of the providers; empty for nobody.')
@maxLength(36)
param vaultWriterPrincipalId string

@description('Name of the storage account of the Functions host.')
@minLength(3)
@maxLength(24)
param hostStorageName string

@description('Name of the storage account that takes exports.')
@minLength(3)
@maxLength(24)
param exportStorageName string

@description('Name of the key vault.')
@minLength(3)
@maxLength(24)
param vaultName string

@description('Name of the Application Insights resource.')
@minLength(1)
@maxLength(255)
param applicationInsightsName string

@description('Name of the scheduler; empty where the task hub is in the host\'s storage account.')
@maxLength(64)
param schedulerName string

// The host asks for Blob Data Owner. In queues and tables Durable Functions keeps its task hub, where no scheduler has it.
var hostStorageRoles = union(
  [
    'Storage Blob Data Owner'
  ],
  empty(schedulerName)
    ? [
        'Storage Queue Data Contributor'
        'Storage Table Data Contributor'
      ]
    : []
)

resource hostStorage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: hostStorageName
}

resource exportStorage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: exportStorageName
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' existing = if (!empty(schedulerName)) {
  name: schedulerName
}

resource hostStorageAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in hostStorageRoles: {
    name: guid(hostStorage.id, principalId, roles[role])
    scope: hostStorage
    properties: {
      principalId: principalId
      // Said outright, here and below, as the directory may not know a fresh identity yet.
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles[role])
    }
  }
]

resource exportStorageAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(exportStorage.id, principalId, roles['Storage Blob Data Contributor'])
  scope: exportStorage
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles['Storage Blob Data Contributor']
    )
  }
}

resource vaultAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, roles['Key Vault Secrets User'])
  scope: vault
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Key Vault Secrets User'])
  }
}

resource telemetryAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(applicationInsights.id, principalId, roles['Monitoring Metrics Publisher'])
  scope: applicationInsights
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles['Monitoring Metrics Publisher']
    )
  }
}

resource schedulerAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(schedulerName)) {
  name: guid(scheduler.id, principalId, roles['Durable Task Data Contributor'])
  scope: scheduler
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles['Durable Task Data Contributor']
    )
  }
}

resource vaultWriterAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(vaultWriterPrincipalId)) {
  name: guid(vault.id, vaultWriterPrincipalId, roles['Key Vault Secrets Officer'])
  scope: vault
  properties: {
    // A person, a group or a pipeline: the directory knows which.
    principalId: vaultWriterPrincipalId
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles['Key Vault Secrets Officer']
    )
  }
}
