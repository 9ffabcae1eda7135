using System.CommandLine;
using FunctionsExport.Emulators.Commands;

var root = new RootCommand("Emulators of the systems that FunctionsExport takes exports from.")
{
    RedisEnterpriseCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
