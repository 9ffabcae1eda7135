@description('Name of the Log Analytics workspace.')
@minLength(4)
@maxLength(63)
param workspaceName string

@description('Name of the Application Insights resource.')
@minLength(1)
@maxLength(255)
param applicationInsightsName string

@description('Region of the resources.')
param location string

@description('Tags of the resources.')
param tags object

@description('How many days logs are kept.')
@minValue(30)
@maxValue(730)
param retentionDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    features: {
      // The workspace's own keys are a second way in.
      disableLocalAuth: true
    }
    retentionInDays: retentionDays
  }
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: applicationInsightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    // Telemetry is taken from Entra identities only: the connection string alone opens nothing.
    DisableLocalAuth: true
  }
}

@description('Name of the Application Insights resource.')
output applicationInsightsName string = applicationInsights.name

@description('Resource id of the Application Insights resource.')
output applicationInsightsId string = applicationInsights.id

@description('Resource id of the Log Analytics workspace.')
output workspaceId string = workspace.id
