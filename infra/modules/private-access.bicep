@description('Name of the virtual network.')
@minLength(2)
@maxLength(64)
param networkName string

@description('Beginning of the names of the private endpoints.')
param endpointPrefix string

@description('Region of the network and its endpoints.')
param location string

@description('Tags of the network and its endpoints.')
param tags object

@description('Address space of the virtual network, in CIDR notation.')
@minLength(9)
@maxLength(18)
param addressPrefix string

@description('Resource id of the storage account of the Functions host.')
param hostStorageId string

@description('Which services of that account the host uses.')
param hostStorageServices ('blob' | 'queue' | 'table')[]

@description('Resource id of the storage account that takes exports.')
param exportStorageId string

@description('Resource id of the key vault.')
param vaultId string

var zoneNames = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  // The zone's name has an ending of its own: privatelink.vaultcore.azure.net for vault.azure.net.
  vault: 'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'
}

var endpoints = concat(
  map(hostStorageServices, service => {
    name: 'host-${service}'
    targetId: hostStorageId
    service: service
  }),
  [
    {
      name: 'exports-blob'
      targetId: exportStorageId
      service: 'blob'
    }
    {
      name: 'vault'
      targetId: vaultId
      service: 'vault'
    }
  ]
)

module network './network.bicep' = {
  name: 'network'
  params: {
    name: networkName
    location: location
    tags: tags
    addressPrefix: addressPrefix
    zoneNames: map(union(hostStorageServices, ['vault']), service => zoneNames[service])
  }
}

module privateEndpoints './private-endpoint.bicep' = [
  for endpoint in endpoints: {
    name: 'private-endpoint-${endpoint.name}'
    params: {
      name: '${endpointPrefix}${endpoint.name}'
      location: location
      tags: tags
      subnetId: network.outputs.endpointSubnetId
      targetId: endpoint.targetId
      groupId: endpoint.service
      zoneName: zoneNames[endpoint.service]
    }
  }
]

@description('Resource id of the virtual network.')
output networkId string = network.outputs.id

@description('Resource id of the subnet that the app\'s outgoing connections come from.')
output appSubnetId string = network.outputs.appSubnetId
