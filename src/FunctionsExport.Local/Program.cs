using FunctionsExport;
using FunctionsExport.Configuration;
using LocalFunctions.Hosting;

try
{
    var options = new LocalFunctionsOptions { BaseFolder = BaseFolder.Find() };
    var builder = LocalFunctionsApplication.CreateBuilder(args, options);
    builder.Services.AddFunctionsExport(builder.Configuration);
    await using var app = builder.Build();
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is ExportSettingsException or FunctionIndexingException or HostConfigurationException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
