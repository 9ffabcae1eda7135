namespace LocalFunctions.KillCampaign.Shapes;

/// <summary>The payload of an event.</summary>
internal sealed record Numbered(int Number, string Padding);
