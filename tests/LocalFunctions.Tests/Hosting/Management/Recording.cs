namespace LocalFunctions.Tests.Hosting.Management;

/// <summary>A request to the real management API, and its answer.</summary>
/// <param name="Number">The recording's number.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Request">What was sent.</param>
/// <param name="Answer">What came back, without what is left out.</param>
public sealed record Recording(int Number, string Title, RecordedMessage Request, RecordedMessage Answer);
