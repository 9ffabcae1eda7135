namespace LocalFunctions.KillCampaign.Campaign;

/// <summary>A kill that has happened.</summary>
/// <param name="JournalLength">How many entries the journal had.</param>
/// <param name="Store">What was in the store.</param>
internal sealed record Death(int JournalLength, StoreImage Store);
