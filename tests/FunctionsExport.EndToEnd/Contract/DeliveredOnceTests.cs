namespace FunctionsExport.EndToEnd.Contract;

/// <summary>Every activity is delivered once.</summary>
public sealed class DeliveredOnceTests : DeliveryContractTests
{
    private protected override bool Twice => false;
}
