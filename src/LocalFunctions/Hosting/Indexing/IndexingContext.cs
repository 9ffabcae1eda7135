using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>What the declarations of functions are checked against.</summary>
/// <param name="Configuration">The settings for <c>%Name%</c>.</param>
/// <param name="RoutePrefix">The path before every route; may be empty.</param>
/// <param name="HubName">The app's task hub.</param>
/// <param name="Policies">Knows the inline constraints of routes.</param>
/// <param name="Services">Knows which services constructors may ask for.</param>
internal sealed record IndexingContext(
    IConfiguration Configuration,
    string RoutePrefix,
    string HubName,
    ParameterPolicyFactory Policies,
    IServiceProviderIsKeyedService Services);
