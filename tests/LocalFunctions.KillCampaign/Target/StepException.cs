namespace LocalFunctions.KillCampaign.Target;

/// <summary>The engine has not kept what it had acknowledged.</summary>
internal sealed class StepException(string message) : Exception(message);
