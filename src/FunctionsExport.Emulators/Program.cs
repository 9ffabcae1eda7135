using System.CommandLine;
using FunctionsExport.Emulators.Commands;
using FunctionsExport.Emulators.Demo;

var root = new RootCommand("Emulators of the systems that FunctionsExport takes exports from.")
{
    DemoCommand.Create(),
    RedisEnterpriseCommand.Create(),
    TencentCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
