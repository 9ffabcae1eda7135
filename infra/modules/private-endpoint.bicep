@description('Name of the private endpoint.')
@minLength(2)
@maxLength(64)
param name string

@description('Region of the private endpoint.')
param location string

@description('Tags of the private endpoint.')
param tags object

@description('Resource id of the subnet that the endpoint gets its address from.')
param subnetId string

@description('Resource id of what the endpoint leads to.')
param targetId string

@description('Which part of the target: blob, queue, table or vault.')
@allowed([
  'blob'
  'queue'
  'table'
  'vault'
])
param groupId string

@description('Name of the private DNS zone that gets the address.')
param zoneName string

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: zoneName
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-01-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: groupId
        properties: {
          privateLinkServiceId: targetId
          groupIds: [
            groupId
          ]
        }
      }
    ]
  }

  resource zoneGroup 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: groupId
          properties: {
            privateDnsZoneId: zone.id
          }
        }
      ]
    }
  }
}
