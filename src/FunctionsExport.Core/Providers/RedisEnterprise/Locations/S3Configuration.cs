using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>How the client of an S3 store is set up.</summary>
internal static class S3Configuration
{
    private const string DefaultRegion = "us-east-1";

    /// <summary>The client's configuration.</summary>
    /// <param name="serviceUrl">The store's address; null for Amazon's own.</param>
    /// <param name="region">The region; null to begin in us-east-1, from which Amazon sends the client on.</param>
    /// <param name="pathStyle">Whether the bucket is in the path and not in the host's name.</param>
    /// <param name="roots">The certificates that the store's must chain to; null when the system's trust decides.</param>
    /// <param name="timeout">How long an answer may take to begin.</param>
    public static AmazonS3Config Create(
        Uri? serviceUrl, string? region, bool pathStyle, X509Certificate2Collection? roots, TimeSpan timeout)
    {
        var configuration = new AmazonS3Config
        {
            ForcePathStyle = pathStyle,
            MaxErrorRetry = 3,

            // Other stores know no checksums in trailers.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (serviceUrl is null)
        {
            configuration.RegionEndpoint = RegionEndpoint.GetBySystemName(region ?? DefaultRegion);
        }
        else
        {
            configuration.ServiceURL = serviceUrl.AbsoluteUri;
            configuration.AuthenticationRegion = region ?? DefaultRegion;
        }

        configuration.HttpClientFactory = new ClientFactory(roots, timeout);
        return configuration;
    }

    private sealed class ClientFactory(X509Certificate2Collection? roots, TimeSpan timeout) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig)
        {
            var handler = new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                ConnectTimeout = timeout,
                PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            };
            if (roots is not null)
            {
                var policy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    RevocationMode = X509RevocationMode.NoCheck,
                    DisableCertificateDownloads = true,
                };
                policy.CustomTrustStore.AddRange(roots);
                handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
            }

            return new HttpClient(handler) { Timeout = timeout };
        }
    }
}
