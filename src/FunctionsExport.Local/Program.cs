using FunctionsExport;
using FunctionsExport.Copy;
using FunctionsExport.Verify;

// Each in a method of its own: verifying a small file must not wait for the app's assemblies.
return args switch
{
    [VerifyCommand.Name, ..] => await VerifyCommand.RunAsync(args),
    [CopyCommand.Name, ..] => await CopyCommand.RunAsync(args),
    _ => await LocalApp.RunAsync(args),
};
