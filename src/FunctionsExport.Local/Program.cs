using FunctionsExport;
using FunctionsExport.Verify;

// Each in a method of its own: verifying a small file must not wait for the app's assemblies.
return args is [VerifyCommand.Name, ..]
    ? await VerifyCommand.RunAsync(args)
    : await LocalApp.RunAsync(args);
