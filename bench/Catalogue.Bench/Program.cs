using System.Globalization;
using Catalogue.Bench;

switch (args)
{
    case ["fill", var account, var count]:
        await Filler.FillAsync(account, int.Parse(count, CultureInfo.InvariantCulture));
        return 0;
    case ["serve", var account, var folder]:
        await ListApp.RunAsync(account, folder);
        return 0;
    case ["measure", var small, var smallLog, var large, var largeLog, var runs]:
        await using (var one = await MeasuredApp.StartAsync(small, smallLog))
        await using (var other = await MeasuredApp.StartAsync(large, largeLog))
        {
            await Measure.RunAsync(one, other, int.Parse(runs, CultureInfo.InvariantCulture));
        }

        return 0;
    default:
        Console.Error.WriteLine("Run bench/catalogue.sh.");
        return 2;
}
