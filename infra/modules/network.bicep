@description('Name of the virtual network.')
@minLength(2)
@maxLength(64)
param name string

@description('Region of the virtual network.')
param location string

@description('Tags of the virtual network and its zones.')
param tags object

@description('Address space, in CIDR notation; two subnets of 256 addresses are cut from its beginning.')
@minLength(9)
@maxLength(18)
param addressPrefix string

@description('Names of the private DNS zones of the endpoints.')
param zoneNames string[]

resource network 'Microsoft.Network/virtualNetworks@2025-01-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        addressPrefix
      ]
    }
  }

  resource appSubnet 'subnets' = {
    name: 'app'
    properties: {
      addressPrefix: cidrSubnet(addressPrefix, 24, 0)
      delegations: [
        {
          // What the Flex Consumption plan asks for.
          name: 'flex-consumption'
          properties: {
            serviceName: 'Microsoft.App/environments'
          }
        }
      ]
    }
  }

  resource endpointSubnet 'subnets' = {
    name: 'private-endpoints'
    properties: {
      addressPrefix: cidrSubnet(addressPrefix, 24, 1)
      privateEndpointNetworkPolicies: 'Disabled'
    }
    // Azure changes one subnet of a network at a time.
    dependsOn: [
      appSubnet
    ]
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in zoneNames: {
    name: zone
    location: 'global'
    tags: tags
  }
]

resource zoneLinks 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, i) in zoneNames: {
    parent: zones[i]
    name: name
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: network.id
      }
    }
  }
]

@description('Resource id of the virtual network, to peer it with.')
output id string = network.id

@description('Resource id of the subnet that the app\'s outgoing connections come from.')
output appSubnetId string = network::appSubnet.id

@description('Resource id of the subnet of the private endpoints.')
output endpointSubnetId string = network::endpointSubnet.id
