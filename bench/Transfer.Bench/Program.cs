using Transfer.Bench;

switch (args)
{
    case ["make", var path, var mebibytes]:
        RdbMaker.Make(path, long.Parse(mebibytes, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case ["port"]:
        Console.WriteLine(FreePort.Find());
        return 0;
    case ["container", var name]:
        await Account.CreateAsync(name);
        return 0;
    case ["sas", var container, var blob]:
        Console.WriteLine(Account.SasOf(container, blob));
        return 0;
    case ["sink", var url, var runs]:
        await SinkBench.RunAsync(new Uri(url), int.Parse(runs, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("Run bench/transfer.sh.");
        return 2;
}
