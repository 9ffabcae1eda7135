@description('Name of the action group.')
@minLength(1)
@maxLength(260)
param actionGroupName string

@description('Region of the alert rules.')
param location string

@description('Tags of the alert rules.')
param tags object

@description('Resource id of the Application Insights resource whose traces are looked through.')
param applicationInsightsId string

@description('Who is told by e-mail; empty for nobody: the alerts are then in the portal alone.')
@maxLength(320)
param email string

@description('Names of the sources of which each needs a succeeded export in 24 hours; without any that alert is not made.')
param dailySources string[]

var rules = concat(
  [
    {
      name: 'export-failed'
      displayName: 'An export has failed'
      severity: 1
      query: loadTextContent('../alerts/export-failed.kql')
      dimensions: [
        'Source'
        'Code'
      ]
      frequency: 'PT5M'
      window: 'PT15M'
    }
    {
      name: 'source-overdue'
      displayName: 'A source is overdue'
      severity: 1
      query: loadTextContent('../alerts/source-overdue.kql')
      dimensions: [
        'Source'
      ]
      frequency: 'PT5M'
      window: 'PT15M'
    }
  ],
  empty(dailySources)
    ? []
    : [
        {
          name: 'no-success-24h'
          displayName: 'No export has succeeded in 24 hours'
          severity: 1
          query: replace(loadTextContent('../alerts/no-success-24h.kql'), '{sources}', string(dailySources))
          dimensions: [
            'Source'
          ]
          frequency: 'PT1H'
          window: 'P1D'
        }
      ]
)

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'exports'
    emailReceivers: [
      {
        name: 'e-mail'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: rule.name
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.displayName
      description: 'What to look at and what to do: docs/operations.md, ${rule.name}.'
      severity: rule.severity
      enabled: true
      scopes: [
        applicationInsightsId
      ]
      evaluationFrequency: rule.frequency
      windowSize: rule.window
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            dimensions: [
              for dimension in rule.dimensions: {
                name: dimension
                operator: 'Include'
                values: [
                  '*'
                ]
              }
            ]
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      // One message when it begins and one when it has ended, not one at every look.
      autoMitigate: true
      // The tables are there only once the app has sent its first telemetry.
      skipQueryValidation: true
      actions: {
        actionGroups: empty(email) ? [] : [actionGroup.id]
      }
    }
  }
]
