namespace FunctionsExport.EndToEnd.Contract;

/// <summary>Every activity is delivered twice, its first result thrown away.</summary>
public sealed class DeliveredTwiceTests : DeliveryContractTests
{
    private protected override bool Twice => true;
}
