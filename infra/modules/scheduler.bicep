@description('Name of the scheduler.')
@minLength(3)
@maxLength(64)
param name string

@description('Name of the task hub; the hub\'s name of host.json.')
@minLength(3)
@maxLength(64)
param taskHubName string

@description('Region of the scheduler.')
param location string

@description('Tags of the scheduler.')
param tags object

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'Consumption'
    }
    // An empty list lets nobody in. Who comes in needs a token and the role on the scheduler.
    ipAllowlist: [
      '0.0.0.0/0'
    ]
  }
}

resource taskHub 'Microsoft.DurableTask/schedulers/taskHubs@2025-11-01' = {
  parent: scheduler
  name: taskHubName
}

@description('Name of the scheduler.')
output name string = scheduler.name

@description('Endpoint of the scheduler.')
output endpoint string = scheduler.properties.endpoint
