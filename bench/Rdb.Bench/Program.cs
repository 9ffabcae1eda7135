using System.CommandLine;
using FunctionsExport.Bench;

var folder = new Option<DirectoryInfo>("--cache") { Description = "Where the files to verify are kept.", Required = true };
var app = new Option<FileInfo>("--app") { Description = "The built FunctionsExport.Local.", Required = true };
var mebibytes = new Argument<long>("MEBIBYTES") { Description = "The size of the RDB." };

var measure = new Command("measure", "Makes the files that are missing, measures, and prints a table.") { folder, app };
measure.SetAction((line, cancellationToken) => Measure.RunAsync(
    line.GetRequiredValue(folder).FullName, line.GetRequiredValue(app).FullName, cancellationToken));
var stream = new Command("stream", "Writes an RDB of a given size to the standard output.") { mebibytes };
stream.SetAction(line =>
{
    using var output = Console.OpenStandardOutput();
    RdbStream.Write(output, line.GetValue(mebibytes) * 1024 * 1024);
});
return await new RootCommand("Measures the verification of RDB files against the usual programs.") { measure, stream }
    .Parse(args).InvokeAsync();
